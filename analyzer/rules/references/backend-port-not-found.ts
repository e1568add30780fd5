import type { Manifest } from '../../model/manifest';
import { formatRef } from '../../model/object-ref';
import { valueAt } from '../../model/path';
import { nearest } from '../../text/did-you-mean';
import { list } from '../../text/words';
import { setField } from '../edits/change';
import { backendFaults } from '../facts/condition-faults';
import { lossOf, unresolved } from '../facts/traffic';
import { defineRule, type Found } from '../rule';
import type { BackendFault } from './backend-fault';

export interface Params extends BackendFault {
  readonly ports: readonly string[];
  /** Of the port that is there, where it is not the one that the route needs. */
  readonly protocol?: string;
}

type Service = Manifest<'Service'>;

/** Usual names of ports, by the kind of route that they serve. */
const NAMED: Readonly<Record<string, RegExp>> = {
  HTTPRoute: /^(?:http|web)(?!s)/,
  GRPCRoute: /^(?:grpc|h2c|http2)/,
  TLSRoute: /^(?:tls|https)/,
};

/**
 * The port that is likely meant: the one for this port of the pods, a similar one, or the one that
 * suits the kind of route.
 */
function likely(service: Service, routeKind: string, asked: number | undefined): number | undefined {
  const protocol = routeKind === 'UDPRoute' ? 'UDP' : 'TCP';
  const all = service.object.spec.ports ?? [];
  const fitting = all.flatMap(({ port, name = '', protocol: own = 'TCP' }, index) =>
    port !== undefined && own === protocol
      ? [{ port, name, pods: valueAt(service.written(), ['spec', 'ports', index, 'targetPort']) }]
      : [],
  );
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) {
    return only.port;
  }
  const front = asked === undefined ? [] : fitting.filter(({ pods }) => pods === asked);
  if (front.length === 1) {
    return front[0]?.port;
  }
  const near = nearest(
    String(asked),
    fitting.map(({ port }) => String(port)),
  );
  if (near !== undefined) {
    return Number(near);
  }
  const named = fitting.filter(({ name }) => NAMED[routeKind]?.test(name));
  return named.length === 1 ? named[0]?.port : undefined;
}

/** A backend whose Service does not have the referenced port. */
export const backendPortNotFound = defineRule('backend-port-not-found', {
  reads: ['Service'],
  title: 'a backend has no such port',
  why: 'A backendRef names a port of the Service, not of its pods. If the Service has no such port, requests fail, and controllers differ in the status that they write.',
  *find({ world, prediction }): Iterable<Found<Params>> {
    for (const { manifest, reference, cause, severity, predicts } of backendFaults(
      prediction,
      'backend-port-not-found',
      'BackendNotFound',
    )) {
      const { target } = cause;
      const service = world.get('Service', target.namespace, target.name);
      const ports = (service?.object.spec.ports ?? []).map(({ port, name }) => (name === undefined ? `${port}` : `${port} (${name})`));
      const right = service && likely(service, manifest.kind, target.port);
      const edit = right === undefined ? undefined : setField(manifest, [...reference.path, 'port'], right);
      const there = service?.object.spec.ports?.find(({ port }) => port === target.port);
      const protocol = there && (there.protocol ?? 'TCP');
      const params = { target, ports, loss: lossOf(manifest, reference), ...(protocol !== undefined && { protocol }) };
      yield { at: manifest, path: cause.path, severity, params, missing: cause.missing, predicts, edit };
    }
  },
  message: (subject, { target }) =>
    target.port === undefined
      ? `${subject} sends to ${formatRef(target)} without a port`
      : `${subject} sends to port ${target.port} of ${formatRef(target)}, which has no such port`,
  question: (subject, { target, protocol }) =>
    `${subject} may send to port ${target.port} of ${formatRef(target)}, whose protocol is ${protocol}`,
  seen: ({ target, ports }) => [`${formatRef(target)} has ${ports.length === 0 ? 'no ports' : `port ${list(ports)}`}`],
  fix: ({ ports, target }) =>
    ports.length === 0 ? `add the port to ${formatRef(target)}` : `use a port of the Service: ${list(ports, 'or')}`,
  traffic: (kind, { loss }) => unresolved(kind, loss),
});
