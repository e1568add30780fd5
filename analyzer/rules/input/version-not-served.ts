import { GROUP, VERSIONS } from '../../../gateway-api';
import { servedApiVersions } from '../../../targets';
import type { Kind } from '../../model/objects';
import { setField } from '../edits/change';
import type { Rule } from '../rule';

const KINDS = Object.keys(VERSIONS) as (keyof typeof VERSIONS)[];

/** An object in a version of its kind that the cluster's CRDs do not serve: the API server does not take it. */
export const versionNotServed: Rule<'version-not-served'> = {
  reads: KINDS satisfies readonly Kind[],
  *find({ world, target }) {
    if (target === undefined) return;
    for (const kind of KINDS) {
      const served = servedApiVersions({ controller: 'generic', ...target }, kind);
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
};
