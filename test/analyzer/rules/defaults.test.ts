import { judge } from '../../../analyzer/report/judge';
import { applyFix } from '../apply-edit';
import { byPath, HTTP, route, shared } from './judged';

const sources = [
  { path: 'in.yaml', text: [shared(HTTP), route('web/a', { rules: [byPath('/a')] })].map((one) => JSON.stringify(one)).join('\n---\n') },
];
const defaultsIn = (input: typeof sources, defaults: boolean) =>
  judge(input, { defaults, target: { gatewayApi: '1.7', channel: 'standard' } }).report.findings.filter(
    ({ rule }) => rule === 'defaults-not-written',
  );

test('defaults that are not written are reported if they are asked for, with the edit that writes them', () => {
  expect(defaultsIn(sources, false)).toEqual([]);
  const found = defaultsIn(sources, true);
  expect(found.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
    'note HTTPRoute web/a does not write the default of spec.parentRefs[0].group and 4 more, which Argo CD would report as OutOfSync under ServerSideApply=true',
  ]);
  const [fix] = found.flatMap((one) => one.fix ?? []);
  expect(fix && defaultsIn(applyFix(sources, fix), true)).toEqual([]);
});
