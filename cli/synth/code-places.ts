import { join } from 'node:path';
import { formatRef } from '../../analyzer/model/object-ref';
import type { Finding } from '../../analyzer/report/finding';
import { type Io, readText, runShell } from '../io';
import { readOutput } from './output';
import { NODE_FLAGS, placeOf } from './run-app';
import { withTemporary } from './staging';

/** What to change in code, by the rule that found something. */
const IN_CODE: Partial<Record<Finding['rule'], string>> = {
  'backend-not-found': 'change backend, or make the Service',
  'backend-port-not-found': 'change the port of backend',
  'grant-unused': 'remove the ReferenceGrant',
  'hostname-captured': 'change hostnames, or the hostnames of listeners',
  'hostname-conflict': 'change hostname of the listener',
  'invalid-certificate-ref': 'change certificateRefs, or make the Secret',
  'invalid-kind': 'use a Service as backend',
  'listener-open-to-all': "leave from: 'All' out, and each namespace is allowed by its name",
  'no-matching-listener-hostname': 'change hostnames, or use another listener',
  'no-matching-parent': 'use a listener of the Gateway',
  'not-allowed-by-listeners': 'leave admission out, or call listener.admit(route)',
  'parent-not-found': 'use another Gateway, or add its manifest to context',
  'policy-target-not-found': 'change backends, or make the Service',
  'ref-not-permitted': 'leave grants out, or call route.grantBackends()',
  'route-shadowed': 'change matches or hostnames, or remove one of the routes',
  'route-without-traffic': 'give one backend a weight',
};

interface Trace {
  readonly path: string;
  readonly stack: string;
}

/** How the app is run. */
export interface AppRun {
  readonly app: string;
  readonly io: Io;
}

/**
 * Where in the app the objects come from that findings are about. The app runs a second time for
 * it, into a directory of its own; what it prints is not shown again.
 *
 * @param texts what the first run wrote, by file
 * @param fileOf the file of a finding, as `texts` names it
 * @returns lines to print; empty if nothing is found
 */
export async function codePlaces(
  findings: readonly Finding[],
  texts: ReadonlyMap<string, string>,
  fileOf: (finding: Finding) => string | undefined,
  run: AppRun,
): Promise<string> {
  const names = new Map(findings.map((finding) => [formatRef(finding.subject), finding]));
  const { traces, written } = await traceApp([...names.keys()], run);
  const lines: string[] = [];
  let differs = false;
  for (const [name, finding] of names) {
    const place = placeIn(traces[name], run.io.cwd);
    const file = fileOf(finding);
    if (place === undefined || file === undefined) {
      continue;
    }
    const document = documentAt(texts.get(file) ?? '', finding.line);
    if (!(written.get(file) ?? '').includes(document)) {
      differs = true;
      continue;
    }
    const cure = IN_CODE[finding.rule];
    lines.push(`  ${place}: ${name}, made by ${traces[name]?.path}${cure === undefined ? '' : `; ${finding.rule}: ${cure}`}`);
  }
  const warning = differs ? ['  the app writes other objects on a second run, so the lines of some are not known'] : [];
  return lines.length + warning.length === 0
    ? ''
    : `in the app\n${[...lines.sort((one, other) => one.localeCompare(other, 'en', { numeric: true })), ...warning].join('\n')}\n\n`;
}

/** What cdk8s says if constructs are invalid, behind the place of `app.synth()`. */
const INVALID = /^(?:(\S+:\d+:\d+): )?Validation failed with the following errors:\n/;
const PROBLEM = /^ {2}\[(.*?)\] /gm;

/**
 * The error of an app whose constructs cannot be synthesized: what is wrong with each, behind the
 * line of the construct.
 */
export async function withPlaces(message: string, run: AppRun): Promise<string> {
  const [header, synthesized] = INVALID.exec(message) ?? [];
  if (header === undefined) {
    return message;
  }
  const problems = message.slice(header.length);
  const { traces } = await traceApp(
    [...problems.matchAll(PROBLEM)].map(([, path = '']) => path),
    run,
  );
  return problems.replace(PROBLEM, (_, path: string) => {
    const place = placeIn(traces[path], run.io.cwd) ?? synthesized;
    return `${place === undefined ? '' : `${place}: `}[${path}] `;
  });
}

async function traceApp(names: readonly string[], { app, io }: AppRun) {
  return withTemporary(async (directory) => {
    const file = join(directory, 'trace.json');
    const NODE_OPTIONS = `${NODE_FLAGS} ${io.env.NODE_OPTIONS ?? ''}`.trim();
    const trace = { CROSSING_TRACE: JSON.stringify(names), CROSSING_TRACE_FILE: file };
    await runShell(app, io.cwd, { ...io.env, ...trace, NODE_OPTIONS, CDK8S_OUTDIR: directory });
    // An app without constructs of this package traces nothing.
    const traces: Readonly<Record<string, Trace>> = JSON.parse(readText(file) ?? '{}');
    return { traces, written: readOutput(directory) };
  });
}

function placeIn(trace: Trace | undefined, cwd: string): string | undefined {
  return trace && placeOf(trace.stack.split('\n'), cwd);
}

/** The document of a text in which a line is, counted from 1. */
function documentAt(text: string, line: number): string {
  const lines = text.split('\n');
  let begin = line - 1;
  while (begin > 0 && lines[begin - 1] !== '---') {
    begin--;
  }
  let end = line - 1;
  while (end < lines.length && lines[end] !== '---') {
    end++;
  }
  return lines.slice(begin, end).join('\n');
}
