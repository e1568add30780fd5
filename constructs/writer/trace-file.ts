import { writeFileSync } from 'node:fs';
import { isTracing, traces } from '../namespaces/trace';

/** The file into which what is traced is written. */
const TRACE_FILE_VARIABLE = 'CROSSING_TRACE_FILE';

let registered = false;

/** Writes what is traced when the process ends, however it ends. */
export function writeTracesAtExit(): void {
  const file = process.env[TRACE_FILE_VARIABLE];
  if (file === undefined || !isTracing() || registered) {
    return;
  }
  registered = true;
  process.on('exit', () => writeFileSync(file, JSON.stringify(Object.fromEntries(traces))));
}
