import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyPatch, type Operation } from 'fast-json-patch';
import { loadAll } from 'js-yaml';
import { load } from '../../analyzer/model/load';
import { predict } from '../../analyzer/status/predict';
import { type StatusItem, statusList } from '../../analyzer/status/status-list';
import { certificates } from '../../cli/judge/certificates';

const SUITE = join(__dirname, '../../../shared/gateway-api');

interface Named {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

interface Mutation {
  readonly resource?: Named;
  readonly jsonPatch?: readonly Operation[];
  readonly create?: KubernetesObject;
  readonly delete?: Named;
}

interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** What one row of the suite demands of a status: each member that is present. */
export interface Expectation {
  readonly resource: Named;
  readonly parent?: Named & { readonly sectionName?: string; readonly port?: number };
  readonly listener?: string;
  readonly condition?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly attachedRoutes?: number;
  readonly attachedListenerSets?: number;
  readonly supportedKinds?: readonly string[];
}

/** One test of the upstream suite, or one step of it. */
export interface Entry {
  readonly test: string;
  readonly yaml: string | readonly string[];
  readonly base: readonly string[];
  readonly mutations?: readonly Mutation[];
  readonly expectations: readonly Expectation[];
  readonly features?: readonly string[];
  /** False if the rows hang on the environment, or on what is changed in it meanwhile. */
  readonly static: boolean;
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
}

interface Section {
  readonly conditions?: readonly Condition[];
  readonly name?: string;
  readonly attachedRoutes?: number;
  readonly attachedListenerSets?: number;
  readonly supportedKinds?: readonly { readonly group?: string; readonly kind: string }[];
  readonly parentRef?: Expectation['parent'];
  readonly ancestorRef?: Expectation['parent'];
  readonly parents?: readonly Section[];
  readonly ancestors?: readonly Section[];
  readonly listeners?: readonly Section[];
}

/** The suite lies beside the checkout; it is no part of the project. */
export function entries(): readonly Entry[] | undefined {
  const file = join(SUITE, 'conformance/expectations.json');
  return existsSync(file) ? JSON.parse(named(readFileSync(file, 'utf8'))) : undefined;
}

let synthetic: string | undefined;

function read(path: string): string {
  synthetic ??= execFileSync(join(SUITE, 'conformance/make-base-synthetic'), { encoding: 'utf8' });
  const text = path === 'base-synthetic.yaml' ? synthetic : readFileSync(join(SUITE, path), 'utf8');
  return named(text);
}

/**
 * What the suite leaves to its user to name; the address that cannot be had is one kept for
 * documentation.
 */
const PLACEHOLDERS = {
  '{GATEWAY_CLASS_NAME}': 'conformance',
  '{GATEWAY_CONTROLLER_NAME}': 'example.com/conformance',
  PLACEHOLDER_UNUSABLE_ADDRS: '192.0.2.1',
  PLACEHOLDER_USABLE_ADDRS: '10.0.0.1',
};

function named(text: string): string {
  return Object.entries(PLACEHOLDERS).reduce((result, [placeholder, name]) => result.replaceAll(placeholder, name), text);
}

function isNamed({ kind, metadata }: KubernetesObject, named: Named): boolean {
  return kind === named.kind && metadata.name === named.name && metadata.namespace === named.namespace;
}

function mutated(texts: readonly string[], mutations: readonly Mutation[]): string[] {
  let objects = texts.flatMap((text) => loadAll(text)).filter((object) => object !== undefined && object !== null) as KubernetesObject[];
  for (const { create, delete: gone, resource, jsonPatch } of mutations) {
    if (create !== undefined) {
      objects.push(create);
    }
    if (gone !== undefined) {
      objects = objects.filter((object) => !isNamed(object, gone));
    }
    if (resource !== undefined && jsonPatch !== undefined) {
      applyPatch(
        objects.find((object) => isNamed(object, resource)),
        jsonPatch,
        true,
      );
    }
  }
  return objects.map((object) => JSON.stringify(object));
}

/** The rows of an entry that the predicted status does not fulfil, each in a line. */
export function failures(entry: Entry, without: readonly string[] = []): string[] {
  const { yaml, base, mutations = [], expectations } = entry;
  const texts = [...base, yaml].flat().map(read);
  const sources = (mutations.length === 0 ? texts : mutated(texts, mutations)).map((text, index) => ({ path: `${index}.yaml`, text }));
  const { items } = statusList(predict(load(sources), { without, certificates }));
  return expectations.flatMap((expectation) => {
    const sections = sectionsOf(items, expectation);
    if (sections.length === 0) {
      return [`${JSON.stringify(expectation)}: no such status`];
    }
    return sections.flatMap((section) =>
      misses(section, expectation, hangsOnAddresses(entry)).map((miss) => `${JSON.stringify(expectation)}: ${miss}`),
    );
  });
}

function sectionsOf(items: readonly StatusItem[], { resource, parent, listener }: Expectation): readonly Section[] {
  const item = items.find(
    ({ kind, metadata }) => kind === resource.kind && metadata.name === resource.name && metadata.namespace === resource.namespace,
  );
  const status = item?.status as Section | undefined;
  if (listener !== undefined) {
    return (status?.listeners ?? []).filter(({ name }) => name === listener);
  }
  if (parent === undefined) {
    return status === undefined ? [] : [status];
  }
  return [...(status?.parents ?? []), ...(status?.ancestors ?? [])].filter(({ parentRef, ancestorRef }) => {
    const written = parentRef ?? ancestorRef;
    return (
      written?.kind === parent.kind &&
      written.name === parent.name &&
      (written.namespace ?? resource.namespace) === parent.namespace &&
      written.sectionName === parent.sectionName &&
      written.port === parent.port
    );
  });
}

/**
 * Whether an address can be had is for the environment, which the suite is told and we are not:
 * then Unknown contradicts nothing.
 */
function hangsOnAddresses({ features = [], static: settled }: Entry): boolean {
  return !settled && features.includes('SupportGatewayStaticAddresses');
}

function misses(
  section: Section,
  { condition, status, reason, attachedRoutes, attachedListenerSets, supportedKinds }: Expectation,
  open: boolean,
): string[] {
  const result: string[] = [];
  if (condition !== undefined) {
    const found = section.conditions?.find(({ type }) => type === condition);
    if (found === undefined) {
      result.push(`no condition ${condition}`);
    } else if (open && condition === 'Programmed' && found.status === 'Unknown') {
      return result;
    } else if (found.status !== status || (reason !== undefined && found.reason !== reason)) {
      result.push(`${found.status} ${found.reason}`);
    }
  }
  if (attachedRoutes !== undefined && section.attachedRoutes !== attachedRoutes) {
    result.push(`attachedRoutes ${section.attachedRoutes}`);
  }
  if (attachedListenerSets !== undefined && section.attachedListenerSets !== attachedListenerSets) {
    result.push(`attachedListenerSets ${section.attachedListenerSets}`);
  }
  if (supportedKinds !== undefined) {
    const kinds = (section.supportedKinds ?? []).map(({ kind }) => kind);
    const fits = supportedKinds.length === 0 ? kinds.length === 0 : supportedKinds.every((kind) => kinds.includes(kind));
    if (!fits) {
      result.push(`supportedKinds ${kinds}`);
    }
  }
  return result;
}
