import { formatRef } from '../model/object-ref';
import type { World } from '../model/world/world';
import { formatPath } from '../rules/edits/edit';
import type { Prediction } from '../status/conditions/prediction';
import type { Report, Unjudged } from './report';

type LeftOut = Pick<Report, 'unapplied' | 'unjudged' | 'unknownRelease'>;

/**
 * What the input has and a report does not judge, or not as it is: files that are not applied as
 * they stand, parents of a mesh, CRDs of a release that is too new.
 */
export function leftOut({ unapplied, bundle }: World, prediction: Prediction): LeftOut {
  const unjudged = meshParents(prediction);
  return {
    ...(unapplied.tests.length + unapplied.placeholders.length > 0 && { unapplied }),
    ...(unjudged.length > 0 && { unjudged }),
    ...(bundle?.standsFor !== undefined && { unknownRelease: { named: bundle.standsFor, counts: bundle.gatewayApi } }),
  };
}

/** What several reports leave out together. */
export function mergeLeftOut(reports: readonly Report[]): LeftOut {
  const unknownRelease = reports.find((report) => report.unknownRelease !== undefined)?.unknownRelease;
  const unjudged = reports.flatMap((report) => report.unjudged ?? []);
  const files = (field: 'tests' | 'placeholders') => [...new Set(reports.flatMap(({ unapplied }) => unapplied?.[field] ?? []))];
  const unapplied = { tests: files('tests'), placeholders: files('placeholders') };
  return {
    ...(unapplied.tests.length + unapplied.placeholders.length > 0 && { unapplied }),
    ...(unjudged.length > 0 && { unjudged }),
    ...(unknownRelease && { unknownRelease }),
  };
}

/**
 * Which traffic of a mesh a route takes, the status of the Gateway API says in parts only:
 * GEP-1294, GEP-1324.
 */
export function meshParents({ routes }: Prediction): readonly Unjudged[] {
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
