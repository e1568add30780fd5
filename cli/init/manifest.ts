import { PACKAGE } from './templates';

/** The end of the dependencies of a package.json: the blanks before the last one, and itself. */
const LAST = /("dependencies"\s*:\s*\{(?:\s*"[^"\n]*"\s*:\s*"[^"\n]*"\s*,)*(\s*)"[^"\n]*"\s*:\s*"[^"\n]*")(\s*\})/;

/**
 * A package.json with this package as a dependency, and not another byte changed if it has
 * dependencies already; undefined if it is not JSON.
 */
export function withDependency(text: string, version: string): string | undefined {
  const manifest = parsed(text);
  if (manifest === undefined) {
    return undefined;
  }
  const edited = { ...manifest, dependencies: { ...manifest.dependencies, [PACKAGE]: version } };
  const added = text.replace(LAST, `$1,$2"${PACKAGE}": "${version}"$3`);
  if (JSON.stringify(parsed(added)) === JSON.stringify(edited)) {
    return added;
  }
  const [, indent = '  '] = /^([ \t]+)"/m.exec(text) ?? [];
  const written = JSON.stringify(edited, undefined, indent) + (text.endsWith('\n') ? '\n' : '');
  return text.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written;
}

function parsed(text: string): { readonly dependencies?: object } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
