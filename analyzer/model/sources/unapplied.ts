import type { BundleSet } from '../../../gateway-api';
import type { Fault } from '../schema/fault';

/** What begins a test of chainsaw or of kuttl: beside it stand steps and what they assert. */
const TEST = /(?:^|\/)(?:chainsaw|kuttl)-test\.ya?ml$/;
/**
 * How directories of tests are called: what lies beside the manifests of others hides none of them.
 */
const TESTS = /(?:^|[/_.-])(?:tests?|testdata|e2e|chainsaw|kuttl|conformance)(?:[/_.-]|$)/i;
/** What go leaves alone: what its tests read and compare with. */
const TEST_DATA = /(?:^|\/)testdata\//;
const BINDING = /\$[A-Za-z_]/;
/**
 * What somebody or a script is to fill in: `<your-domain>`, `gw.<cluster>.example.com`, `{NAME}`,
 * `__NAME__`, `@NAME@`, `gw.YOUR_DOMAIN`, `REPLACE-ME`.
 */
const PLACEHOLDER =
  /(?:^|[\s./:@-])<[A-Za-z][A-Za-z0-9 _.-]*>|(?<![${])\{[A-Z][A-Z0-9_]*\}(?!\})|__[A-Z][A-Z0-9_]*__|@@?[A-Z][A-Z0-9_]*@@?|%[A-Z][A-Z0-9_]*%|(?:^|[^A-Za-z0-9_[])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![A-Za-z0-9_])|(?:^|[^A-Za-z0-9_-])(?:YOUR|REPLACE|CHANGE|INSERT)[-_]?[A-Z]+/;
/** One of the signs without which a document holds neither. */
const MAY_BE = /[(]|[<{_@%][A-Za-z]|(?:YOUR|REPLACE|CHANGE|INSERT)[-A-Z]/;

/** Why an object of the input is not applied as it stands. */
export type Unapplied = 'test' | 'placeholder';

/** Finds what belongs to tests among files: all that lies beside or below one, and their data. */
export function testDirectories(paths: readonly string[]): (path: string) => boolean {
  const directories = new Set(
    paths
      .filter((path) => TEST.test(path))
      .map(directoryOf)
      .filter((directory) => TESTS.test(directory)),
  );
  return (path) => {
    if (TEST_DATA.test(path)) {
      return true;
    }
    for (let directory = directoryOf(path); directories.size > 0; directory = directoryOf(directory)) {
      if (directories.has(directory)) {
        return true;
      }
      if (directory === '') {
        break;
      }
    }
    return false;
  };
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Whether a text is an expression of chainsaw: `($name)`, `(join('-', [($test), 'class']))`. */
function isExpression(text: string): boolean {
  return text.startsWith('(') && text.endsWith(')') && BINDING.test(text);
}

/** Whether a document may hold such an object, by its text. */
export function mayBeUnapplied(text: string): boolean {
  return MAY_BE.test(text);
}

/**
 * Whether a value is `{name}`, which a person takes for a text to be filled in and YAML for a map.
 */
export function isBraced(value: unknown): boolean {
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  return entries.length === 1 && entries[0]?.[1] === null;
}

/** What a text says of the object that it stands in. */
function unappliedText(text: unknown): Unapplied | undefined {
  if (typeof text !== 'string') {
    return undefined;
  }
  if (isExpression(text)) {
    return 'test';
  }
  return PLACEHOLDER.test(text) ? 'placeholder' : undefined;
}

/**
 * Whether an object is an assertion or has a placeholder, by what every cluster refuses of it: what
 * one takes is judged, whatever it looks like.
 *
 * @param serving the bundles of CRDs that serve it
 */
export function unappliedAs(name: string, namespace: string, faults: readonly Fault[], serving: BundleSet): Unapplied | undefined {
  const refused = faults.filter(({ by, bundles }) => by === undefined && (serving & ~bundles) === 0);
  const texts = refused.map((fault) => {
    if (fault.what === 'invalid-value') {
      return fault.value;
    }
    return fault.what === 'malformed' ? /^string "(.*)["…]$/.exec(fault.seen)?.[1] : undefined;
  });
  const reasons = [name, namespace, ...texts].map(unappliedText);
  return reasons.find((why) => why === 'test') ?? reasons.find((why) => why !== undefined);
}
