import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Kind } from '../../gateway-api';
import type { Target } from '../../targets';
import { servedApiVersions, unservedFields } from '../../targets';
import type { Manifest } from './api-server';
import { type Bundle, bundles } from './clusters';

const root = resolve(__dirname, '../..');

interface Written {
  readonly target: Target;
  readonly manifest: Manifest;
}

/** Runs the tests of the constructs. Returns the distinct objects that they render. */
export function written(): Written[] {
  const folder = mkdtempSync(join(tmpdir(), 'crossing-written-'));
  const file = join(folder, 'written.ndjson');
  try {
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    const options = ['--silent', '--config', join(__dirname, 'record/jest.config.js')];
    const env = { ...process.env, CROSSING_TEST_RECORD: file };
    const { status, stderr } = spawnSync(process.execPath, [jest, ...options], { cwd: root, encoding: 'utf8', env });
    if (status !== 0) {
      throw new Error(`what the constructs write is not known, since their tests fail:\n${stderr}`);
    }
    if (!existsSync(file)) {
      throw new Error('the tests of the constructs rendered no object: nothing to put to the API servers');
    }
    return [...new Set(readFileSync(file, 'utf8').trim().split('\n'))].map((line) => JSON.parse(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * The bundles that must take an object: those which, as `targets/` has it, serve its version and
 * all its fields.
 */
export function bundlesFor({ apiVersion, kind, spec }: Manifest): Bundle[] {
  if (!apiVersion.startsWith('gateway.networking.k8s.io/')) {
    return [...bundles];
  }
  return bundles.filter((bundle) => {
    const [, channel, gatewayApi] = bundle.match(/^(\w+)-v(\d+\.\d+)/) as unknown as [string, Target['channel'], Target['gatewayApi']];
    const target: Target = { controller: 'generic', gatewayApi, channel };
    if (gatewayApi === '1.7' && readsOtherwise(spec as RulesSpec | undefined)) {
      return false;
    }
    return servedApiVersions(target, kind as Kind).includes(apiVersion) && unservedFields(target, kind as Kind, spec).length === 0;
  });
}

interface RulesSpec {
  readonly rules?: readonly {
    readonly sessionPersistence?: { readonly cookie?: unknown; readonly header?: unknown };
    readonly retry?: { readonly attempts?: number };
  }[];
}

/**
 * Whether release 1.7 refuses or completes what older releases store as it is: session
 * persistence without the member of its type, and `retry` without `attempts`.
 */
function readsOtherwise(spec: RulesSpec | undefined): boolean {
  return (spec?.rules ?? []).some(
    ({ sessionPersistence: session, retry }) =>
      (session !== undefined && session.cookie === undefined && session.header === undefined) ||
      (retry !== undefined && retry.attempts === undefined),
  );
}
