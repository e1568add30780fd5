import type { IConstruct } from 'constructs';
import {
  brokenLimits,
  CHANNELS,
  crossFieldFaults,
  GROUP,
  type Kind,
  only,
  RELEASES,
  type Since,
  servedIn,
  sinceOf,
  VERSIONS,
} from '../../gateway-api';
import {
  apiVersion,
  CONTROLLERS,
  DEFAULT_TARGET,
  formatTarget,
  PROFILES,
  servedApiVersions,
  specSchema,
  type Target,
  unservedFields,
} from '../../targets';
import { refuse } from './validate';

export type { Channel, Release, RouteKind } from '../../gateway-api';
export type { Controller, Target } from '../../targets';

/**
 * The construct context key under which the target stands:
 * `app.node.setContext('cdk8s-crossing:target', { gatewayApi: '1.6' })` before anything is added to
 * the app. What it leaves out is taken from the default.
 */
export const TARGET_CONTEXT = 'cdk8s-crossing:target';

const ALLOWED = { controller: CONTROLLERS, gatewayApi: RELEASES, channel: CHANNELS } as const;

/**
 * What a construct is written for: the target in the context of the construct or of the nearest one
 * above it.
 *
 * @returns the default without a context: Kong on the experimental channel of Gateway API 1.3
 * @throws if the context names a controller, a release or a channel that is not known
 */
export function targetOf(construct: IConstruct): Target {
  const context: Record<string, unknown> | undefined = construct.node.tryGetContext(TARGET_CONTEXT);
  const target: Record<string, unknown> = { ...DEFAULT_TARGET, ...context };
  for (const [key, value] of Object.entries(target)) {
    const allowed: readonly string[] | undefined = ALLOWED[key as keyof Target];
    if (!allowed?.includes(value as string)) {
      refuse(`context ${TARGET_CONTEXT}, ${key}`, value, `expected ${(allowed ?? Object.keys(ALLOWED)).join(', ')}`);
    }
  }
  return target as unknown as Target;
}

/**
 * The apiVersion in which an object is written for the target of a construct.
 *
 * @param subject the object, as `Kind namespace/name`
 * @throws if the target does not serve the kind
 */
export function apiVersionFor(construct: IConstruct, kind: Kind, subject: string): string {
  const target = targetOf(construct);
  const version = apiVersion(target, kind);
  if (version === undefined) {
    throw new Error(`${subject}: target ${formatTarget(target)} does not serve ${kind}; ${whatServes(target, kind)}`);
  }
  return version;
}

function whatServes(target: Target, kind: Kind): string {
  const reads: Partial<Record<Kind, readonly string[]>> = PROFILES[target.controller].reads;
  const read = reads[kind];
  if (read?.length === 0) {
    return `${target.controller} does not know the kind`;
  }
  const versions: readonly string[] = VERSIONS[kind];
  const served = versions
    .filter((name) => read?.includes(name) ?? true)
    .flatMap((name) => {
      const since = sinceOf(servedIn(GROUP, kind, name));
      return since ? `${name} is in ${formatSince(since)}` : [];
    })
    .join(', ');
  return read && servedApiVersions(target, kind).length > 0 ? `${target.controller} reads only ${read.join(', ')}: ${served}` : served;
}

function formatSince({ experimental, standard, until }: Since): string {
  const since = (release: string) => (until === undefined ? `since ${release}` : `from ${release} to ${until}`);
  if (standard === experimental) {
    return `both channels ${since(standard)}`;
  }
  const first = `the experimental channel ${since(experimental)}`;
  return standard === undefined ? `${first} only` : `the standard channel ${since(standard)} and ${first}`;
}

/**
 * Refuses a `spec` that the API server of the target of a construct would refuse, or with a field
 * that it does not serve.
 *
 * @param spec with every default written
 * @param prop turns the path of a field into what the user wrote
 * @throws naming the field, the target, and what would serve it, or what belongs in its place
 */
export function refuseUnserved(construct: IConstruct, kind: Kind, spec: unknown, prop: (path: string) => string): void {
  const target = targetOf(construct);
  for (const { path, value, since } of unservedFields(target, kind, spec)) {
    const what = value === undefined ? prop(path) : `${prop(path)} is ${value}`;
    const cure = since === undefined ? `${target.controller} does not honour it` : `it is in ${formatSince(since)}`;
    throw new Error(`${what}: target ${formatTarget(target)} does not serve it; ${cure}`);
  }
  const schema = specSchema(target, kind);
  for (const { path, value, expected } of schema === undefined ? [] : brokenLimits(spec, schema, only(target))) {
    refuse(prop(formatPath(path)), value, `expected ${expected}`);
  }
  const version = apiVersion(target, kind)?.slice(GROUP.length + 1) ?? '';
  for (const { path, message, fix } of crossFieldFaults(kind, version, spec, only(target))) {
    throw new Error(`${prop(formatPath(path.slice(1)))} ${message}; ${fix}`);
  }
}

function formatPath(path: readonly (string | number)[]): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}
