import type { Manifest } from '../../model/manifest';
import { formatRef } from '../../model/object-ref';
import type { World } from '../../model/world/world';
import type { Target } from '../../status/conditions/cause';
import { nearest } from '../../text/did-you-mean';
import type { Certificate } from '../catalog-certificates';
import { setField } from '../edits/change';
import { type CauseOf, type ReferenceFault, referenceFaults } from '../facts/condition-faults';
import { namesakes, namesOf } from '../facts/objects-by-name';
import type { Found, Rule } from '../rule';

type Name = 'invalid-ca-certificate-ref' | 'invalid-certificate-ref' | 'invalid-client-certificate-ref';

/** The object that is meant where one of the right kind has this name, or one that comes near. */
function similar(
  world: World,
  kind: 'Secret' | 'ConfigMap',
  { namespace, name }: Target,
  fault: CauseOf<Name>['fault'],
): Manifest | undefined {
  if (fault === 'contents') return undefined;
  const there = world.in(kind, namespace);
  const meant = fault === 'kind' ? name : nearest(name, namesOf(there));
  return meant === undefined ? undefined : namesakes<'Secret' | 'ConfigMap'>(there, meant)[0];
}

function found<R extends Name>(world: World, kind: 'Secret' | 'ConfigMap', fault: ReferenceFault<Name>): Found<R> {
  const { manifest, reference, cause, severity, predicts } = fault;
  const { target, missing, detail } = cause;
  const meant = similar(world, kind, target, cause.fault);
  const params: Certificate = { target, fault: cause.fault, detail, similar: meant === undefined ? [] : [formatRef(meant)] };
  const wrongKind = target.group === '' && target.kind !== kind;
  const field = wrongKind ? 'kind' : 'group';
  const right = cause.fault === 'kind' ? (wrongKind ? kind : '') : meant?.name;
  const at = cause.fault === 'kind' ? field : 'name';
  const edit = meant === undefined || right === undefined ? undefined : setField(manifest, [...reference.path, at], right);
  return { at: manifest, path: cause.path, severity, params, missing, predicts, edit };
}

/** Whether it is not in the input only because something that is makes it: there is no file to pass. */
function isAnnounced(world: World, kind: 'Secret' | 'ConfigMap', { severity, cause }: ReferenceFault<Name>): boolean {
  const { target, fault } = cause;
  return severity === 'note' && fault === 'absent' && target.kind === kind && world.makes(kind, target.namespace, target.name);
}

/** A rule about references to certificates that lead to nothing of use. */
export function certificateRule<R extends Name>(name: R, reason: string, kind: 'Secret' | 'ConfigMap'): Rule<R> {
  return {
    reads: [kind],
    *find({ world, prediction: { gateways, listenerSets, policies } }) {
      for (const fault of referenceFaults<Name>([...gateways, ...listenerSets, ...policies], name, reason))
        if (!isAnnounced(world, kind, fault)) yield found(world, kind, fault);
    },
  };
}
