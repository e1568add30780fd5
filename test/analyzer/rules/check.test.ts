import fc from 'fast-check';
import { load } from '../../../analyzer/model/load';
import { check } from '../../../analyzer/report/check';
import type { Finding } from '../../../analyzer/report/finding';
import { registry } from '../../../analyzer/rules/registry';
import { predict } from '../../../analyzer/status/predict';
import { cases, judge, rules, sources } from '../cases';

const judged = cases.map((one) => ({ one, ...judge(sources(one, 'bad.yaml', one.bad), one.without, one.target) }));
const findings = judged.flatMap(({ report }) => report.findings);

/** A finding without its place, which moves with the document. */
function unplaced({ line: _, column: _column, ...rest }: Finding): string {
  return JSON.stringify(rest);
}

test('findings survive JSON', () => {
  expect(JSON.parse(JSON.stringify(findings))).toEqual(findings);
});

test('every text is one line, and no sentence', () => {
  const texts = findings.flatMap(({ message, seen, fix, traffic }) => [message, ...seen, fix?.text ?? '', traffic ?? '']);
  expect(texts.filter((text) => /\n|\.$|\bundefined\b|\[object /.test(text))).toEqual([]);
  expect(
    rules
      .map((rule) => registry[rule].title)
      .filter((title) => /^[A-Z](?![A-Z])|\.$/.test(title) && !/^(?:Gateway|Service|Argo CD|Flux)\b/.test(title)),
  ).toEqual([]);
});

test('every finding of severity error says how to mend it', () => {
  expect(findings.filter(({ severity, fix }) => severity === 'error' && (fix?.text ?? '') === '')).toEqual([]);
});

test('of many lines that come near, the first are told and how many more there are', () => {
  const listeners = Array.from({ length: 12 }, (_, index) => ({ name: `l${index}`, port: 8000 + index, protocol: 'HTTP' }));
  const objects = [
    { kind: 'Gateway', metadata: { name: 'gateway', namespace: 'edge' }, spec: { gatewayClassName: 'any', listeners } },
    { kind: 'HTTPRoute', metadata: { name: 'route', namespace: 'shop' }, spec: { parentRefs: [{ name: 'gateway', namespace: 'edge' }] } },
  ];
  const text = objects.map((object) => JSON.stringify({ apiVersion: 'gateway.networking.k8s.io/v1', ...object })).join('\n---\n');
  const world = load([{ path: 'many.yaml', text }]);
  const [{ seen } = { seen: [] }] = check(world, predict(world), { rules: ['not-allowed-by-listeners'] }).findings;
  expect(seen).toHaveLength(8);
  expect(seen.at(-1)).toBe('5 more');
});

/** The documents of a text in the order of some keys. */
function shuffled(text: string, keys: readonly number[]): string {
  const documents = text.split(/^---\n/m).map((document, index) => ({ document: document.replace(/\n?$/, '\n'), key: keys[index] ?? 0 }));
  return documents
    .sort((left, right) => left.key - right.key)
    .map(({ document }) => document)
    .join('---\n');
}

test.each(judged.map(({ one }) => one))('the order of documents and files changes nothing in $name', (one) => {
  const said = (order: ReturnType<typeof sources>) => judge(order, one.without, one.target).report.findings.map(unplaced).sort();
  const read = sources(one, 'bad.yaml', one.bad);
  const before = said(read);
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (keys) => {
      const other = read.map((source) => ({ ...source, text: shuffled(source.text, keys) })).reverse();
      expect(said(other)).toEqual(before);
    }),
    { numRuns: 10 },
  );
});

test('what is known from context is not found fault with', () => {
  for (const { one } of judged) {
    const context = sources(one, 'bad.yaml', one.bad).map((source) => ({ ...source, context: true }));
    expect(judge(context, one.without, one.target).report.findings).toEqual([]);
  }
});

test('only the rules that are asked for are applied', () => {
  for (const { one, world, prediction, report } of judged) {
    const rest = rules.filter((rule) => rule !== one.rule);
    expect(check(world, prediction, { rules: rest }).findings).toEqual(report.findings.filter(({ rule }) => rule !== one.rule));
  }
});
