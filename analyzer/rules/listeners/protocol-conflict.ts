import { list, quoted } from '../../text/words';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';
import { type Conflict, conflictSeen, conflicts } from './conflict';

/** Two listeners on one port whose protocols do not go together. */
export const protocolConflict = defineRule('protocol-conflict', {
  reads: [],
  title: 'two listeners speak different protocols on one port',
  why: 'A port speaks one protocol; HTTPS and TLS get on, as do TCP and UDP. Of listeners that clash, none is accepted; between a Gateway and its ListenerSets, the older claim wins.',
  *find({ prediction }): Iterable<Found<Conflict>> {
    yield* conflicts(prediction, 'protocol-conflict');
  },
  message: (subject, { listener, port, others }) =>
    `${subject} has a listener ${quoted(listener)} on port ${port} whose protocol clashes with ${list(others)} there`,
  question: (subject, { listener, others }) => `${subject} may have listener ${quoted(listener)} beside ${list(others)}`,
  seen: conflictSeen,
  fix: ({ listener }) => `give listener ${quoted(listener)} a port of its own`,
  traffic: unattached,
});
