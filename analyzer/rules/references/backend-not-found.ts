import type { Manifest } from '../../model/manifest';
import { formatRef } from '../../model/object-ref';
import { nearest } from '../../text/did-you-mean';
import { quoted } from '../../text/words';
import { setField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { GrantEdit } from '../edits/grant-edit';
import { backendFaults, type ReferenceFault } from '../facts/condition-faults';
import { lossOf, unresolved } from '../facts/traffic';
import { defineRule, type Found, type RuleInput } from '../rule';
import type { BackendFault } from './backend-fault';

export interface Params extends BackendFault {
  readonly similar: readonly string[];
}

/** How many Services of that name are shown. */
const SHOWN = 3;

type Service = Manifest<'Service'>;

function serves({ object }: Service, port: number | undefined): boolean {
  return port === undefined || (object.spec.ports ?? []).some((one) => one.port === port);
}

/**
 * The Service that is likely meant: of a similar name, or of this name in the one other namespace
 * that has it.
 */
function guess({ world, facts }: RuleInput, { cause: { target } }: ReferenceFault<'backend-not-found'>): readonly Service[] {
  const here = world.in('Service', target.namespace);
  const likely = nearest(target.name, facts.objectsByName.names(here));
  if (likely !== undefined) {
    return facts.objectsByName.namesakes(here, likely);
  }
  return facts.objectsByName.namesakes(world.all('Service'), target.name).filter((service) => serves(service, target.port));
}

function fixFor(
  { manifest, reference, severity }: ReferenceFault<'backend-not-found'>,
  [service, ...others]: readonly Service[],
): Edit | undefined {
  if (service === undefined || others.length > 0) {
    return undefined;
  }
  const { namespace } = reference.target;
  // A Service that may exist all the same is not looked for elsewhere.
  if (severity === 'note' && service.namespace !== namespace) {
    return undefined;
  }
  return service.namespace === namespace
    ? setField(manifest, [...reference.path, 'name'], service.name)
    : setField(manifest, [...reference.path, 'namespace'], service.namespace);
}

/** The consent that the edit needs if it leads into another namespace. */
function consentFor(
  { world, facts }: RuleInput,
  { manifest, cause }: ReferenceFault<'backend-not-found'>,
  service: Service,
): readonly Edit[] {
  const { group, kind, namespace } = manifest;
  const target = { ...cause.target, namespace: service.namespace, name: service.name };
  const grant = new GrantEdit(world, facts.grantUses).missing({ group, kind, namespace }, target);
  return grant === undefined ? [] : [grant];
}

/** A Service as a hint; one of another namespace may be where the route belongs. */
function serviceText({ namespace, name }: Service, route: Manifest): string {
  const ref = formatRef({ kind: 'Service', namespace, name });
  return namespace === route.namespace ? ref : `${ref}: reference it with a ReferenceGrant, or move the route into "${namespace}"`;
}

/** A backend, or the target of a mirror, that does not exist. */
export const backendNotFound = defineRule('backend-not-found', {
  reads: ['ReferenceGrant', 'Service'],
  title: 'a backend does not exist',
  why: 'A route to a Service that does not exist is still accepted, but its requests fail.',
  *find(input): Iterable<Found<Params>> {
    for (const fault of backendFaults(input.prediction, 'backend-not-found', 'BackendNotFound')) {
      const { manifest, reference, cause, severity, predicts } = fault;
      const services = cause.target.kind === 'Service' ? guess(input, fault) : [];
      const { target } = cause;
      const isService = target.kind === 'Service';
      const related = isService ? input.facts.objectsByName.related(input.world.in('Service', target.namespace), target.name) : [];
      const params = {
        target,
        similar: (services.length > 0 ? services : related).slice(0, SHOWN).map((service) => serviceText(service, manifest)),
        loss: lossOf(manifest, reference),
      };
      const edit = fixFor(fault, services);
      const also = edit === undefined || services[0] === undefined ? [] : consentFor(input, fault, services[0]);
      yield { at: manifest, path: cause.path, severity, params, missing: cause.missing, predicts, edit, ...(also.length > 0 && { also }) };
    }
  },
  message: (subject, { target }) => `${subject} sends to ${formatRef(target)}, which does not exist`,
  question: (_, { target }) => `${formatRef(target)} exists`,
  seen: ({ similar }) => similar.map((service) => `there is ${service}`),
  fix: ({ target }) => `use an existing Service, or add ${formatRef(target)}`,
  otherwise: ({ target }) =>
    `if a chart or another repository installs ${formatRef(target)}, add ${quoted(target.namespace)} to open in crossing.yaml`,
  traffic: (kind, { loss }) => unresolved(kind, loss),
});
