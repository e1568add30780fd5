import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A declaration that an entry point exports: its name, and its text without comments and private
 * members.
 */
type Api = Map<string, string>;

const STATEMENT = /^(?:export |declare |import |interface |type |class |function |const |abstract |\}|\/\*\*)/;

/** What a declaration file and those that it exports from give to a user, by name. */
export function publicApi(file: string): Api {
  const api: Api = new Map();
  collect(file, undefined, api);
  return new Map([...api].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** @param wanted exported name to the name in the file. @default - all that it exports */
function collect(file: string, wanted: ReadonlyMap<string, string> | undefined, api: Api): void {
  const text = readFileSync(file, 'utf8')
    .replace(/[ \t]*\/\*\*[\s\S]*?\*\/\n?/g, '')
    .replace(/^[ \t]*\n/gm, '');
  const takes = (name: string) =>
    wanted === undefined ? [name] : [...wanted].flatMap(([exported, own]) => (own === name ? [exported] : []));
  for (const statement of statementsOf(text)) {
    const from = /^export (?:type )?(\*|\{([\s\S]*?)\}) from ['"](\.[^'"]+)['"]/.exec(statement);
    if (from !== null) {
      const target = resolveDeclaration(file, from[3] ?? '');
      if (from[1] === '*') {
        collect(target, wanted, api);
      } else {
        const names = new Map(namesIn(from[2] ?? '').flatMap(([exported, own]) => takes(exported).map((as) => [as, own] as const)));
        if (names.size > 0) {
          collect(target, names, api);
        }
      }
      continue;
    }
    const [, name] =
      /^export (?:declare )?(?:abstract )?(?:class|interface|type|function|const|namespace|enum) (\w+)/.exec(statement) ?? [];
    if (name === undefined) {
      continue;
    }
    for (const exported of takes(name)) {
      api.set(exported, withoutPrivate(statement));
    }
  }
}

/**
 * The statements at the top of a declaration file: each begins at the start of a line, and none of
 * its other lines does.
 */
function statementsOf(text: string): string[] {
  const statements: string[][] = [];
  for (const line of text.split('\n')) {
    if (STATEMENT.test(line) && !line.startsWith('}')) {
      statements.push([line]);
    } else {
      statements.at(-1)?.push(line);
    }
  }
  return statements.map((lines) => lines.join('\n').trimEnd());
}

function namesIn(list: string): [exported: string, own: string][] {
  return list.split(',').flatMap((part): [string, string][] => {
    const [, own, exported = own] = /^\s*(?:type )?(\w+)(?: as (\w+))?\s*$/.exec(part) ?? [];
    return own === undefined || exported === undefined ? [] : [[exported, own]];
  });
}

function withoutPrivate(statement: string): string {
  return statement
    .split('\n')
    .filter((line) => !/^\s+(?:private |#private)/.test(line))
    .join('\n')
    .replace(/^export (?:declare )?/, '');
}

function resolveDeclaration(from: string, specifier: string): string {
  const path = join(dirname(from), specifier.replace(/\.js$/, ''));
  try {
    readFileSync(`${path}.d.ts`);
    return `${path}.d.ts`;
  } catch {
    return join(path, 'index.d.ts');
  }
}
