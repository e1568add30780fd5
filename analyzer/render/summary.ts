import type { PassedPath, Report } from '../report/report';
import { BEFORE } from '../report/unsubstituted-variables';
import { cut } from '../text/words';
import { oneLine } from './safe';

/** `1 route`, `3 routes`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

/** A report in one line of numbers. */
export function summaryLine({ findings, summary, settings = [], passedOver = [], unapplied, unjudged = [] }: Report): string {
  const { manifests, routes, crossings, errors, warnings, notes, ignored, templates, patches } = summary;
  const found = [
    [errors, 'error'],
    [warnings, 'warning'],
    [notes, 'note'],
  ] as const;
  const outcome =
    findings.length === 0 ? 'no findings' : found.flatMap(([amount, noun]) => (amount > 0 ? [count(amount, noun)] : [])).join(', ');
  const looked =
    manifests === 0
      ? 'no Gateway API objects'
      : [count(manifests, 'manifest'), count(routes, 'route'), count(crossings, 'crossing')].join(', ');
  const waiting = findings.filter(({ severity, message }) => severity === 'note' && message.startsWith(BEFORE)).length;
  const left = [
    ignored > 0 ? `${ignored} ignored` : undefined,
    templates > 0 ? `${count(templates, 'Go template')} skipped` : undefined,
    patches > 0 ? `${patches} kustomize ${patches === 1 ? 'patch' : 'patches'} not applied` : undefined,
    waiting > 0 ? `${count(waiting, 'finding')} before variables` : undefined,
    ...notRead(passedOver),
    ...notApplied(unapplied),
    ...(unjudged.length > 0 ? [`${count(unjudged.length, 'parent')} in a mesh not judged`] : []),
    ...settings.filter(({ atRoot }) => !atRoot).map(({ file }) => `settings of ${oneLine(cut(file))}`),
  ].filter((text) => text !== undefined);
  return `${looked}: ${[outcome, ...left].join(', ')}`;
}

function notRead(passedOver: readonly PassedPath[]): string[] {
  const times = (why: PassedPath['why']) => passedOver.filter((passed) => passed.why === why).length;
  const [ignored, links, packages] = [times('ignored'), times('link'), times('packages')];
  return [
    ...(ignored > 0 ? [`${count(ignored, 'path')} ignored by git`] : []),
    ...(links > 0 ? [`${count(links, 'link')} not followed`] : []),
    ...(packages > 0 ? [`${packages} node_modules not read`] : []),
    ...languages(passedOver),
  ];
}

/** `not read: 2 Terraform files, 1 helmfile`. */
function languages(passedOver: readonly PassedPath[]): string[] {
  const amounts = new Map<string, number>();
  for (const { language } of passedOver) if (language !== undefined) amounts.set(language, (amounts.get(language) ?? 0) + 1);
  const named = [...amounts].sort().map(([language, amount]) => count(amount, FILES.has(language) ? language : `${language} file`));
  return named.length === 0 ? [] : [`not read: ${named.join(', ')}`];
}

/** What is the name of a file already. */
const FILES: ReadonlySet<string> = new Set(['helmfile', 'Helm template', 'script']);

function notApplied(unapplied: Report['unapplied']): string[] {
  const { tests = 0, placeholders = 0 } = unapplied ?? {};
  return [
    ...(tests > 0 ? [`${count(tests, 'file')} of tests not judged`] : []),
    ...(placeholders > 0 ? [`${count(placeholders, 'file')} with placeholders not judged`] : []),
  ];
}
