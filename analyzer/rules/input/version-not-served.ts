import { VERSIONS } from '../../../gateway-api';
import { servedApiVersions } from '../../../targets';
import { list } from '../../text/words';
import { setField } from '../edits/change';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly apiVersion: string;
  readonly gatewayApi: string;
  readonly channel: string;
  readonly served: readonly string[];
}

const KINDS = Object.keys(VERSIONS) as (keyof typeof VERSIONS)[];

/**
 * An object in a version of its kind that the cluster's CRDs do not serve: the API server does not
 * take it.
 */
export const versionNotServed = defineRule('version-not-served', {
  reads: [],
  title: 'the cluster does not serve this version of the kind',
  why: 'The release and channel of the installed CRDs determine which versions of a kind exist. The API server refuses any other.',
  *find({ world, target }): Iterable<Found<Params>> {
    if (target === undefined) {
      return;
    }
    for (const problem of world.problems) {
      if (problem.what !== 'version-not-served') {
        continue;
      }
      const { manifest } = problem;
      const kind = KINDS.find((candidate) => candidate === manifest.kind);
      const served = kind === undefined ? [] : servedApiVersions(target, kind);
      const [first] = served;
      const edit = first === undefined ? undefined : setField(manifest, ['apiVersion'], first);
      const { gatewayApi, channel } = target;
      const params = { apiVersion: manifest.apiVersion, gatewayApi, channel, served };
      yield { at: manifest, path: ['apiVersion'], severity: 'error', params, predicts: { admission: 'refused' }, edit };
    }
  },
  message: (subject, { apiVersion, gatewayApi, channel }) =>
    `${subject} is written in ${apiVersion}, which Gateway API ${gatewayApi} (${channel} channel) does not serve`,
  seen: ({ served }) => (served.length === 0 ? ['it does not serve the kind in any version'] : [`it serves ${list(served)}`]),
  fix: () => 'install CRDs that serve the kind, or do without it',
});
