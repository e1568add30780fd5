import { formatRef } from '../../model/object-ref';
import { quoted } from '../../text/words';
import { referenceFaults } from '../facts/condition-faults';
import { lossOf, unresolved } from '../facts/traffic';
import { defineRule, type Found } from '../rule';
import type { BackendFault } from './backend-fault';

export interface Params extends BackendFault {
  readonly appProtocol: string;
}

/** A backend whose port speaks what the controller does not. */
export const unsupportedAppProtocol = defineRule('unsupported-app-protocol', {
  reads: [],
  title: 'a backend speaks a protocol that a controller need not know',
  why: 'appProtocol of a Service’s port tells a controller how to speak to it. A controller that cannot speak the protocol sends nothing.',
  *find({ prediction: { routes } }): Iterable<Found<Params>> {
    for (const fault of referenceFaults(routes, 'unsupported-app-protocol', 'UnsupportedProtocol')) {
      const { manifest, reference, cause, severity, predicts } = fault;
      const params = { target: cause.target, appProtocol: cause.appProtocol, loss: lossOf(manifest, reference) };
      yield { at: manifest, path: cause.path, severity, params, missing: cause.missing, predicts };
    }
  },
  message: (subject, { target, appProtocol }) =>
    `${subject} sends to port ${target.port} of ${formatRef(target)}, whose appProtocol ${quoted(appProtocol)} is not spoken`,
  question: (subject, { target, appProtocol }) =>
    `a controller speaks ${quoted(appProtocol)}, appProtocol of ${formatRef(target)}, to which ${subject} sends`,
  fix: () => 'take a controller that speaks it, or another port of the Service',
  traffic: (kind, { loss }) => unresolved(kind, loss),
});
