import { type MinorRelease, servedSince, VERSIONS } from '../../../gateway-api';
import { servedApiVersions } from '../../../targets';
import type { Problem } from '../../model/problem';
import { list } from '../../text/words';
import { setField } from '../edits/change';
import { defineRule, type Found, type RuleInput } from '../rule';

export interface Params {
  readonly apiVersion: string;
  readonly gatewayApi: string;
  readonly channel: string;
  /** The apiVersions that the CRDs serve. @default - the CRDs of that release are not known */
  readonly served?: readonly string[];
  /** The first release that serves the version. @default - it is not asked for */
  readonly since?: MinorRelease;
}

const KINDS = Object.keys(VERSIONS) as (keyof typeof VERSIONS)[];

function notServed({ manifest, older }: Extract<Problem, { what: 'version-not-served' }>, target: RuleInput['target']): Found<Params>[] {
  const { apiVersion, group } = manifest;
  const found = { at: manifest, path: ['apiVersion'], severity: 'error', predicts: { admission: 'refused' } } as const;
  if (older !== undefined) {
    const since = servedSince(group, manifest.kind, apiVersion.slice(group.length + 1));
    return [{ ...found, params: { apiVersion, gatewayApi: older.release, channel: older.channel, ...(since && { since }) } }];
  }
  if (target === undefined) {
    return [];
  }
  const kind = KINDS.find((candidate) => candidate === manifest.kind);
  const served = kind === undefined ? [] : servedApiVersions(target, kind);
  const [first] = served;
  const edit = first === undefined ? undefined : setField(manifest, ['apiVersion'], first);
  return [{ ...found, params: { apiVersion, gatewayApi: target.gatewayApi, channel: target.channel, served }, edit }];
}

/**
 * An object in a version of its kind that the cluster's CRDs do not serve: the API server does not
 * take it.
 */
export const versionNotServed = defineRule('version-not-served', {
  reads: [],
  title: 'the cluster does not serve this version of the kind',
  why: 'The release and channel of the installed CRDs determine which versions of a kind exist. The API server refuses any other.',
  *find({ world, target }): Iterable<Found<Params>> {
    for (const problem of world.problems) {
      if (problem.what === 'version-not-served') {
        yield* notServed(problem, target);
      }
    }
  },
  message: (subject, { apiVersion, gatewayApi, channel }) =>
    `${subject} is written in ${apiVersion}, which Gateway API ${gatewayApi} (${channel} channel) does not serve`,
  seen: ({ served }) =>
    served === undefined ? [] : served.length === 0 ? ['it does not serve the kind in any version'] : [`it serves ${list(served)}`],
  fix: ({ since }) =>
    since === undefined ? 'install CRDs that serve the kind, or do without it' : `install the CRDs of Gateway API ${since} or newer`,
});
