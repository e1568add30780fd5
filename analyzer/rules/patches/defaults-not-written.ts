import { only } from '../../../gateway-api';
import { annotationEntries, SYNC_OPTIONS } from '../../model/annotation-entries';
import type { Manifest } from '../../model/manifest';
import { formatRef } from '../../model/object-ref';
import { valueAt } from '../../model/path';
import { missingDefaults } from '../../model/schema/missing-defaults';
import { planOf } from '../../model/schema/plan';
import type { World } from '../../model/world/world';
import { joinEdits, setField } from '../edits/change';
import { formatPath } from '../edits/edit';
import { defineRule, type Found } from '../rule';

export interface Params {
  /**
   * `Application argocd/shop`, or the annotation of the object. @default - nothing delivers it so,
   * and the finding was asked for
   */
  readonly by?: string;
  /** `spec.parentRefs[0].group` */
  readonly fields: readonly string[];
}

const KINDS = ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const;

/** An object that Argo CD compares with the cluster's without the defaults of its CRD. */
export const defaultsNotWritten = defineRule('defaults-not-written', {
  reads: KINDS,
  title: 'Argo CD reports OutOfSync for defaults that are not written',
  why: 'With ServerSideApply=true, Argo CD compares an object as it is written with the one of the cluster, to which the API server has added the defaults of its CRD. The sync succeeds, and the Application is OutOfSync again.',
  *find({ world, defaults = false }): Iterable<Found<Params>> {
    const compared = new Map<string, string>();
    for (const problem of world.problems) {
      if (problem.what === 'delivery' && problem.delivery.what === 'compared') {
        compared.set(problem.delivery.message, problem.delivery.by);
      }
    }
    for (const manifest of KINDS.flatMap((kind): readonly Manifest[] => world.all(kind))) {
      const by = compared.get(formatRef(manifest)) ?? (appliesItself(manifest) ? `its annotation ${SYNC_OPTIONS}` : undefined);
      const found = (by === undefined && !defaults) || manifest.context || isPart(manifest) ? [] : defaultsOf(manifest, world);
      const [first, ...more] = found.map(({ path, value }) => setField(manifest, path, value));
      if (first === undefined) {
        continue;
      }
      const params = { ...(by !== undefined && { by }), fields: found.map(({ path }) => formatPath(path)) };
      yield { at: manifest, severity: 'note', params, edit: joinEdits(first, ...more) };
    }
  },
  message: (subject, { by, fields: [first = '', ...others] }) => {
    const what = `${subject} does not write the default of ${first}${others.length === 0 ? '' : ` and ${others.length} more`}`;
    return by === undefined
      ? `${what}, which Argo CD would report as OutOfSync under ServerSideApply=true`
      : `${what}, which Argo CD reports as OutOfSync: ${by} has ServerSideApply=true`;
  },
});

function appliesItself({ object }: Manifest): boolean {
  return annotationEntries(object, SYNC_OPTIONS).includes('ServerSideApply=true');
}

/** What belongs to several, or says a part only, is compared in that part. */
function isPart({ model, object, parts }: Manifest): boolean {
  return parts.length > 1 || (model === 'Gateway' && valueAt(object, ['spec', 'gatewayClassName']) === undefined);
}

function defaultsOf(manifest: Manifest, { bundle }: World) {
  const { model, apiVersion, kind } = manifest;
  const missing = missingDefaults(manifest.written(), planOf(model, apiVersion, kind), bundle === undefined ? ~0 : only(bundle));
  return missing.filter(({ path }) => path[0] === 'spec' && manifest.renderedBy(path) === undefined);
}
