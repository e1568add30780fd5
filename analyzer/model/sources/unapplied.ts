import { isMap } from '../schema/check-shape';

/** What begins a test of chainsaw or of kuttl: beside it stand steps and what they assert. */
const CHAINSAW = /(?:^|\/)chainsaw-test\.ya?ml$/;
const KUTTL = /(?:^|\/)kuttl-test\.ya?ml$/;
const BINDING = /\$[A-Za-z_]/;
/** What somebody is to fill in: `<your-domain>`, `gw.<cluster>.example.com`. */
const PLACEHOLDER = /(?:^|[\s./:@-])<[A-Za-z][A-Za-z0-9 _.-]*>/;
/** One of the signs without which a document holds neither. */
const MAY_BE = /[(]|<[A-Za-z]/;

/** Why an object of the input is not applied as it stands. */
export type Unapplied = 'test' | 'placeholder';

/** Finds the directories of tests among files. */
export function testDirectories(paths: readonly string[]): (path: string) => boolean {
  const directories = (file: RegExp) => new Set(paths.filter((path) => file.test(path)).map(directoryOf));
  const [chainsaw, kuttl] = [directories(CHAINSAW), directories(KUTTL)];
  if (chainsaw.size === 0 && kuttl.size === 0) {
    return () => false;
  }
  return (path) => {
    const directory = directoryOf(path);
    if (chainsaw.has(directory) || kuttl.has(directory)) {
      return true;
    }
    for (let end = directory.lastIndexOf('/'); end > 0; end = directory.lastIndexOf('/', end - 1)) {
      if (kuttl.has(directory.slice(0, end))) {
        return true;
      }
    }
    return kuttl.has('') && kuttl.size > 0;
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

/** Whether an object is an assertion or has a placeholder, by the values of its metadata and its spec. */
export function unappliedAs(value: Record<string, unknown>): Unapplied | undefined {
  let found: Unapplied | undefined;
  const visit = (one: unknown): void => {
    if (typeof one === 'string') {
      if (isExpression(one)) {
        found = 'test';
      } else if (PLACEHOLDER.test(one)) {
        found ??= 'placeholder';
      }
    } else if (Array.isArray(one)) {
      one.forEach(visit);
    } else if (isMap(one)) {
      for (const [key, inner] of Object.entries(one)) {
        if (key !== 'annotations') {
          visit(inner);
        }
      }
    }
  };
  visit(value.metadata);
  visit(value.spec);
  return found;
}
