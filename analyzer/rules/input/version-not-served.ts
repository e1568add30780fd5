import { GROUP, VERSIONS } from '../../../gateway-api';
import { servedApiVersions } from '../../../targets';
import type { Kind } from '../../model/objects';
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

/** An object in a version of its kind that the cluster's CRDs do not serve: the API server does not take it. */
export const versionNotServed = defineRule('version-not-served', {
  reads: KINDS satisfies readonly Kind[],
  title: 'the cluster does not serve this version of the kind',
  why: 'The release and channel of the installed CRDs determine which versions of a kind exist. The API server refuses any other.',
  *find({ world, target }): Iterable<Found<Params>> {
    if (target === undefined) return;
    for (const kind of KINDS) {
      const served = servedApiVersions(target, kind);
      for (const { parts } of world.all(kind))
        for (const part of parts) {
          if (part.group !== GROUP || served.includes(part.apiVersion)) continue;
          const [first] = served;
          const edit = first === undefined ? undefined : setField(part, ['apiVersion'], first);
          const { gatewayApi, channel } = target;
          yield {
            at: part,
            path: ['apiVersion'],
            severity: 'error',
            params: { apiVersion: part.apiVersion, gatewayApi, channel, served },
            edit,
          };
        }
    }
  },
  message: (subject, { apiVersion, gatewayApi, channel }) =>
    `${subject} is written in ${apiVersion}, which Gateway API ${gatewayApi} (${channel} channel) does not serve`,
  seen: ({ served }) => (served.length === 0 ? ['it does not serve the kind in any version'] : [`it serves ${list(served)}`]),
  fix: () => 'install CRDs that serve the kind, or do without it',
});
