import { createColors } from 'picocolors';
import { explainObject, explanationOf } from '../../analyzer/render/explain-object';
import { subjectOf } from '../../analyzer/report/ignore';
import { mergeVerdicts } from '../../analyzer/report/merge-verdicts';
import { nearest } from '../../analyzer/text/did-you-mean';
import { CommandError } from '../exit-code';
import { readInputs, roots } from '../input/inputs';
import type { ManifestOptions } from '../input/manifest-options';
import type { Io } from '../io';
import { judgeInputs } from '../judge/judge';
import { withProgress } from '../progress';

/** Why the object of a name such as `HTTPRoute/test-source/echo` gets the status that it gets. */
export async function objectPage(what: string, paths: readonly string[], options: ManifestOptions, io: Io): Promise<string> {
  const [kind = '', ...rest] = what.split('/');
  const subject = `${kind} ${rest.join('/')}`;
  const judged = await withProgress(io, async (progress) =>
    judgeInputs(await readInputs(roots(paths, io), roots(options.with ?? [], io), io, progress, options.config), options, progress),
  );
  for (const { prediction } of judged) {
    const explanation = explanationOf(prediction, subject);
    if (explanation === undefined) continue;
    const { findings } = mergeVerdicts(judged).report;
    return explainObject(
      explanation,
      findings.filter((finding) => subjectOf(finding) === subject),
      createColors(io.colour),
    );
  }
  const names = judged.flatMap(({ prediction: { classes, gateways, listenerSets, routes, policies } }) =>
    [...classes, ...gateways, ...listenerSets, ...routes, ...policies].map(({ manifest: { kind, namespace, name } }) =>
      [kind, namespace, name].filter((part) => part !== '').join('/'),
    ),
  );
  const near = nearest(what, names.sort());
  throw new CommandError(`${what} is not among the objects that get a status${near === undefined ? '' : `: did you mean ${near}?`}`);
}
