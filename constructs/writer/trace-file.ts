import { writeFileSync } from 'node:fs';
import { type IConstruct, Node } from 'constructs';
import { isTracing, tracePath, traces } from '../namespaces/trace';

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
  traceAll();
  process.on('exit', () => writeFileSync(file, JSON.stringify(Object.fromEntries(traces))));
}

/**
 * Traces every construct, also those that are not ours, when it is added to the tree. Without the
 * method that does so they have no line, and nothing else changes.
 */
function traceAll(): void {
  const prototype = Node.prototype as unknown as { addChild?: (child: IConstruct, name: string) => void };
  const { addChild } = prototype;
  if (addChild === undefined) {
    return;
  }
  prototype.addChild = function (this: Node, child, name) {
    addChild.call(this, child, name);
    tracePath(this.path === '' ? name : `${this.path}${Node.PATH_SEP}${name}`);
  };
}
