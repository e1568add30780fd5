import { list, quoted } from '../../text/words';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';
import { type Conflict, conflictSeen, conflicts } from './conflict';

/** Two listeners on one port whose protocols do not go together. */
export const protocolConflict = defineRule('protocol-conflict', {
  reads: [],
  title: 'two listeners have different protocols on one port',
  why: 'A port has one protocol; HTTPS and TLS can share it, and so can TCP and UDP. Of listeners that conflict none is accepted; between a Gateway and its ListenerSets, the older listener is.',
  *find({ prediction }): Iterable<Found<Conflict>> {
    yield* conflicts(prediction, 'protocol-conflict');
  },
  message: (subject, { listener, port, others }) =>
    `${subject} has listener ${quoted(listener)} on port ${port} with a protocol that conflicts with ${list(others)}`,
  question: (subject, { listener, others }) => `${subject} may have listener ${quoted(listener)} beside ${list(others)}`,
  seen: conflictSeen,
  fix: ({ listener }) => `give listener ${quoted(listener)} another port`,
  traffic: unattached,
});
