import type { Report } from '../report/report';

/** `1 route`, `3 routes`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

/** A report in one line of numbers. */
export function summaryLine({ findings, summary }: Report): string {
  const { manifests, routes, crossings, errors, warnings, notes, ignored, templates, patches } = summary;
  const found = [
    [errors, 'error'],
    [warnings, 'warning'],
    [notes, 'note'],
  ] as const;
  const positiveCondition =
    findings.length === 0 ? 'no findings' : found.flatMap(([amount, noun]) => (amount > 0 ? [count(amount, noun)] : [])).join(', ');
  const looked =
    manifests === 0
      ? 'no Gateway API objects'
      : [count(manifests, 'manifest'), count(routes, 'route'), count(crossings, 'crossing')].join(', ');
  const left = [
    ignored > 0 ? `${ignored} ignored` : undefined,
    templates > 0 ? `${count(templates, 'Go template')} skipped` : undefined,
    patches > 0 ? `${patches} kustomize ${patches === 1 ? 'patch' : 'patches'} not applied` : undefined,
  ].filter((text) => text !== undefined);
  return `${looked}: ${[positiveCondition, ...left].join(', ')}`;
}
