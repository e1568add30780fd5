import { list, quoted } from '../../text/words';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';
import { type Conflict, conflictSeen, conflicts } from './conflict';

/** Two listeners on one port with one hostname. */
export const hostnameConflict = defineRule('hostname-conflict', {
  reads: [],
  title: 'two listeners claim one port and one hostname',
  why: 'Listeners on one port are told apart by their hostnames. Of two with the same one, none is accepted; between a Gateway and its ListenerSets, the older claim wins.',
  *find({ prediction }): Iterable<Found<Conflict>> {
    yield* conflicts(prediction, 'hostname-conflict');
  },
  message: (subject, { listener, port, others }) =>
    `${subject} has a listener ${quoted(listener)} on port ${port} with the hostname that ${list(others)} has there too`,
  question: (subject, { listener, others }) => `${subject} may have listener ${quoted(listener)} beside ${list(others)}`,
  seen: conflictSeen,
  fix: ({ listener }) => `give listener ${quoted(listener)} a hostname or a port of its own`,
  traffic: unattached,
});
