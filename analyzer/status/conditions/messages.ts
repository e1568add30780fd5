import { formatRef } from '../../model/object-ref';
import type { Missing } from '../../model/problem';
import { list, quotedList } from '../../text/words';
import type { Candidate, Cause, NoStatus, ReferenceTarget } from './cause';

function kindOf({ group, kind }: Pick<ReferenceTarget, 'group' | 'kind'>): string {
  return group === '' ? kind : `${kind} of ${group}`;
}

/** What is missing, in words: an object, a part of it, or any of a kind in a namespace. */
export function sought({ sought: what, refused: _, ...object }: Missing): string {
  if (what === undefined) {
    return formatRef(object);
  }
  return object.kind === 'ReferenceGrant' ? `${what} in ${JSON.stringify(object.namespace)}` : `${what} of ${formatRef(object)}`;
}

/** What would have to be in the input, in words. */
function lacking(missing: readonly Missing[]): string {
  const named = (refused: boolean) => [...new Set(missing.filter((one) => (one.refused ?? false) === refused).map(sought))];
  const [absent, refused] = [named(false), named(true)];
  return [
    ...(absent.length === 0 ? [] : [`not in the input: ${list(absent, 'and', 4)}`]),
    ...(refused.length === 0 ? [] : [`refused by the API server: ${list(refused, 'and', 4)}`]),
  ].join('; ');
}

/**
 * One cause in the words of a condition's message: what is wrong, or what cannot be determined and
 * what is missing for it.
 */
export function describe(cause: Cause, open: boolean): string {
  return cause.missing.length > 0 ? `${summary(cause, open)}: ${lacking(cause.missing)}` : summary(cause, open);
}

function summary(cause: Cause, open: boolean): string {
  switch (cause.why) {
    case 'no-matching-parent':
      return `${open ? 'cannot tell which' : 'no'} listener of ${formatRef(cause.parent)} matches the parentRef${section(cause)}`;
    case 'not-allowed-by-listeners':
      return `${open ? 'cannot tell whether a' : 'no'} listener of ${formatRef(cause.parent)} that the parentRef selects ${admission(cause.candidates)}`;
    case 'no-matching-listener-hostname':
      return `${open ? 'cannot tell whether a' : 'no'} listener of ${formatRef(cause.parent)} that allows this route serves ${quotedList(cause.hostnames, 'or')}`;
    case 'parent-unknown':
      return cause.noStatus === undefined
        ? `cannot tell what ${formatRef(cause.target)} answers`
        : `${silence(cause.noStatus, cause.target)}: waiting for controller`;
    case 'parent-refused':
      return `${formatRef(cause.target)} is refused by its Gateway, and controllers differ on what they report to its routes`;
    case 'ref-not-permitted':
      if (cause.local) {
        return `${formatRef(cause.target)} is in another namespace, and no ReferenceGrant can permit a reference to its kind`;
      }
      return `${open ? 'cannot tell whether a' : 'no'} ReferenceGrant in ${JSON.stringify(cause.target.namespace)} permits ${cause.from.kind} from ${JSON.stringify(cause.from.namespace)} to reference ${formatRef(cause.target)}`;
    case 'backend-not-found':
      return open ? `cannot tell whether ${formatRef(cause.target)} exists` : `${formatRef(cause.target)} does not exist`;
    case 'backend-port-not-found':
      return open
        ? `${formatRef(cause.target)} has port ${cause.target.port} for another transport protocol alone, and controllers differ`
        : `${formatRef(cause.target)} has no port ${cause.target.port ?? '(none named)'}, its ports are ${list(cause.ports.map(String)) || 'none'}; controllers differ on the reason`;
    case 'invalid-kind':
      return open
        ? `cannot tell whether the controller knows ${kindAndName(cause.target)}`
        : `cannot reference ${kindAndName(cause.target)}: known are ${list(cause.allowed)}`;
    case 'extension-unknown':
      return `cannot tell whether the filter ${kindAndName(cause.target)} is there`;
    case 'unsupported-app-protocol':
      return `${formatRef(cause.target)} has appProtocol ${JSON.stringify(cause.appProtocol)} on port ${cause.target.port}, which is not supported`;
    case 'unsupported-feature':
      return `the assumed controller does not support ${cause.feature}, and the API does not say what it reports`;
    case 'invalid-route-kinds':
      return open
        ? `cannot tell whether the controller takes ${cause.entry} on listener ${JSON.stringify(cause.listener)}`
        : `listener ${JSON.stringify(cause.listener)} cannot take ${cause.entry}: allowed are ${list(cause.allowed) || 'none'}`;
    case 'invalid-certificate-ref':
    case 'invalid-ca-certificate-ref':
    case 'invalid-client-certificate-ref':
      return cause.missing.length > 0
        ? `cannot tell whether ${formatRef(cause.target)} holds what is needed`
        : `${kindAndName(cause.target)} ${cause.detail}`;
    case 'invalid-ca-certificate-kind':
      return open
        ? `controllers differ on taking certificates to trust from ${kindAndName(cause.target)}`
        : `certificates to trust cannot come from ${kindAndName(cause.target)}`;
    case 'no-valid-ca-certificate':
      return `${open ? 'cannot tell whether any' : 'no'} reference leads to a certificate to trust`;
    case 'invalid-tls-config':
      return open
        ? `listener ${JSON.stringify(cause.listener)} names options in place of certificates, which only the controller knows`
        : `listener ${JSON.stringify(cause.listener)} terminates TLS without a certificate; controllers differ on the reason`;
    case 'certificates-partly':
      return `some certificates of listener ${JSON.stringify(cause.listener)} are invalid, and controllers differ on serving the rest`;
    case 'unsupported-protocol':
      return `${open ? 'cannot tell whether ' : ''}protocol ${JSON.stringify(cause.protocol)} of listener ${JSON.stringify(cause.listener)} is ${open ? '' : 'not '}supported`;
    case 'unsupported-tls-mode':
      return `tls mode ${JSON.stringify(cause.mode)} of listener ${JSON.stringify(cause.listener)} is not supported`;
    case 'hostname-conflict':
    case 'protocol-conflict':
      return conflict(cause, open);
    case 'listener-not-accepted':
      return `listener ${JSON.stringify(cause.listener)} is not accepted`;
    case 'listeners-not-resolved':
      return `not all references of listeners ${quotedList(cause.listeners)} are resolved, and controllers differ on reporting it here`;
    case 'listeners-not-valid':
      return `${open ? 'cannot tell whether a listener is valid' : 'no listener is valid'}: ${quotedList(cause.listeners)}`;
    case 'invalid-parameters':
      return `parameters ${kindAndName(cause.target)} ${open ? 'cannot be found' : 'do not exist'}`;
    case 'unsupported-address':
      return `${open ? 'cannot tell whether ' : ''}address type ${JSON.stringify(cause.type)} is ${open ? '' : 'not '}supported`;
    case 'address-not-usable':
      return open
        ? `cannot tell whether address ${JSON.stringify(cause.value)} can be used`
        : `address ${JSON.stringify(cause.value)} is reserved and cannot be used`;
    case 'class-not-found':
      return `GatewayClass ${cause.className} does not exist: waiting for controller`;
    case 'class-not-accepted':
      return `GatewayClass ${cause.className} is not accepted: waiting for controller`;
    case 'not-allowed':
      return `${open ? 'cannot tell whether ' : ''}allowedListeners of ${formatRef(cause.parent)} (from ${cause.from}) ${open ? 'allow' : 'do not allow'} this namespace`;
    case 'parent-not-accepted':
      return `${formatRef(cause.parent)} is not accepted`;
    case 'parent-not-programmed':
      return `${formatRef(cause.parent)} is not programmed${open ? ' for its own listeners alone, and controllers differ' : ''}`;
    case 'target-not-found':
      return `${absent(cause, open)}${cause.partly ? '; controllers differ where another target is there' : ''}`;
    case 'conflicted':
      return `${formatRef(cause.winner)} ${open ? 'takes one of several targets' : 'has the same target'} and takes precedence${byName(cause)}`;
    case 'definitions-differ':
      return `cannot tell which definition of ${list(cause.objects, 'and', 3)} is applied`;
    case 'field-unknown':
      return cause.path.length === 1 ? 'only a part of it is known' : `cannot tell what field ${cause.path.join('.')} says`;
  }
}

function silence(why: NoStatus['why'], target: ReferenceTarget): string {
  if (why === 'feature') {
    return 'the assumed controller has no ListenerSet';
  }
  return why === 'absent' ? `${formatRef(target)} does not exist` : `no controller manages ${kindAndName(target)}`;
}

type Conflict = Extract<Cause, { readonly why: 'hostname-conflict' | 'protocol-conflict' }>;

function conflict(cause: Conflict, open: boolean): string {
  const { why, listener, port, others } = cause;
  const what = why === 'hostname-conflict' ? 'hostname' : 'protocol';
  const rivals = others.map((other) => `listener ${JSON.stringify(other.listener)} of ${formatRef(other.owner)}`);
  return `${what} of listener ${JSON.stringify(listener)} ${open ? 'may conflict' : 'conflicts'} on port ${port} with ${list(rivals)}${byName(cause)}`;
}

function byName({ byName: unaged }: { readonly byName: boolean }): string {
  return unaged ? '; the name decides, unless one was created before the other' : '';
}

function admission(candidates: readonly Candidate[]): string {
  const failed = new Set(candidates.map((one) => one.failed));
  if (!failed.has('namespace')) {
    return 'takes this kind of route';
  }
  return failed.has('kind') ? 'allows this route' : 'takes routes from this namespace';
}

function absent({ target, sectionName }: Extract<Cause, { readonly why: 'target-not-found' }>, open: boolean): string {
  if (sectionName !== undefined) {
    return `${formatRef(target)} has no port named ${JSON.stringify(sectionName)}`;
  }
  return `${formatRef(target)} ${open ? 'may not exist' : 'does not exist'}`;
}

function kindAndName({ group, kind, namespace, name }: ReferenceTarget): string {
  return `${kindOf({ group, kind })} ${namespace === '' ? name : `${namespace}/${name}`}`;
}

function section({ sectionName, port }: { readonly sectionName?: string; readonly port?: number }): string {
  const parts = [
    ...(sectionName === undefined ? [] : [` sectionName ${JSON.stringify(sectionName)}`]),
    ...(port === undefined ? [] : [` port ${port}`]),
  ];
  return parts.length === 0 ? '' : `'s${parts.join(' and')}`;
}
