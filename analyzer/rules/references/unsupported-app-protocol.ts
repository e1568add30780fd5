import { formatRef } from '../../model/object-ref';
import { quoted } from '../../text/words';
import { referenceFaults } from '../facts/condition-faults';
import { lossOf, unresolved } from '../facts/traffic';
import { defineRule, type Found } from '../rule';
import type { BackendFault } from './backend-fault';

export interface Params extends BackendFault {
  readonly appProtocol: string;
}

/** A backend whose port has a protocol that the controller does not support. */
export const unsupportedAppProtocol = defineRule('unsupported-app-protocol', {
  reads: [],
  title: 'a backend has a protocol that controllers need not support',
  why: 'appProtocol of a Service port tells a controller which protocol to use. A controller that does not support it sends nothing.',
  *find({ prediction: { routes } }): Iterable<Found<Params>> {
    for (const fault of referenceFaults(routes, 'unsupported-app-protocol', 'UnsupportedProtocol')) {
      const { manifest, reference, cause, severity, predicts } = fault;
      const params = { target: cause.target, appProtocol: cause.appProtocol, loss: lossOf(manifest, reference) };
      yield { at: manifest, path: cause.path, severity, params, missing: cause.missing, predicts };
    }
  },
  message: (subject, { target, appProtocol }) =>
    `${subject} sends to port ${target.port} of ${formatRef(target)}, whose appProtocol ${quoted(appProtocol)} is not supported`,
  question: (subject, { target, appProtocol }) =>
    `a controller supports ${quoted(appProtocol)}, appProtocol of ${formatRef(target)}, to which ${subject} sends`,
  fix: () => 'use a controller that supports it, or another port of the Service',
  traffic: (kind, { loss }) => unresolved(kind, loss),
});
