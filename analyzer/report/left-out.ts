import { formatRef } from '../model/object-ref';
import type { World } from '../model/world/world';
import { formatPath } from '../rules/edits/edit';
import type { Prediction } from '../status/conditions/prediction';
import type { Report, Unjudged } from './report';

/** What the input has and a report does not judge: files that are not applied as they stand, and parents of a mesh. */
export function leftOut({ unapplied }: World, prediction: Prediction): Pick<Report, 'unapplied' | 'unjudged'> {
  const unjudged = meshParents(prediction);
  return {
    ...(unapplied.tests + unapplied.placeholders > 0 && { unapplied }),
    ...(unjudged.length > 0 && { unjudged }),
  };
}

/** What several reports leave out together. */
export function mergeLeftOut(reports: readonly Report[]): Pick<Report, 'unapplied' | 'unjudged'> {
  const unjudged = reports.flatMap((report) => report.unjudged ?? []);
  const sum = (field: 'tests' | 'placeholders') => reports.reduce((total, { unapplied }) => total + (unapplied?.[field] ?? 0), 0);
  const unapplied = { tests: sum('tests'), placeholders: sum('placeholders') };
  return {
    ...(unapplied.tests + unapplied.placeholders > 0 && { unapplied }),
    ...(unjudged.length > 0 && { unjudged }),
  };
}

/** Which traffic of a mesh a route takes, the status of the Gateway API says in parts only: GEP-1294, GEP-1324. */
function meshParents({ routes }: Prediction): readonly Unjudged[] {
  return routes.flatMap(({ manifest, noStatus }) =>
    manifest.context
      ? []
      : noStatus
          .filter(({ why }) => why === 'mesh')
          .map(({ path, target }) => ({
            object: formatRef(manifest),
            path: formatPath(path),
            parent: formatRef(target),
            reason: 'a Service is a parent in a service mesh, which is not predicted',
          })),
  );
}
