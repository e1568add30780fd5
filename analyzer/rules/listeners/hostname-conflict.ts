import { list, quoted } from '../../text/words';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';
import { type Conflict, conflictSeen, conflicts } from './conflict';

/** Two listeners on one port with one hostname. */
export const hostnameConflict = defineRule('hostname-conflict', {
  reads: [],
  title: 'two listeners have the same port and hostname',
  why: 'Listeners on one port need different hostnames. Of two with the same hostname none is accepted; between a Gateway and its ListenerSets, the older listener is.',
  *find({ prediction }): Iterable<Found<Conflict>> {
    yield* conflicts(prediction, 'hostname-conflict');
  },
  message: (subject, { listener, port, others }) =>
    `${subject} has listener ${quoted(listener)} on port ${port} with the same hostname as ${list(others)}`,
  question: (subject, { listener, others }) => `${subject} may have listener ${quoted(listener)} beside ${list(others)}`,
  seen: conflictSeen,
  fix: ({ listener }) => `give listener ${quoted(listener)} another hostname or port`,
  traffic: unattached,
});
