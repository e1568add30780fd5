import type { Path } from '../yaml/path';

/** A team that owns namespaces. */
export interface TeamConfig {
  /** The owner, after whom the directory of its namespaces is named. */
  readonly name: string;
  /** Namespaces that it owns, sorted. */
  readonly namespaces: readonly string[];
  /** Who has to approve changes to its directory, as CODEOWNERS names people. */
  readonly reviewers: readonly string[];
}

/** A team as it is written. */
export interface WrittenTeam {
  readonly namespaces?: readonly string[];
  readonly reviewers?: readonly string[];
}

/**
 * The teams in the order of the file, and who owns which namespace.
 *
 * @param owners namespaces to owners, as `owners` names them
 * @param at the place of a node
 * @throws if two teams own a namespace, `owners` names another one, or an owner that is not a team
 */
export function readTeams(
  written: Readonly<Record<string, WrittenTeam>>,
  owners: Readonly<Record<string, string>>,
  at: (path: Path) => string,
): { readonly teams: readonly TeamConfig[]; readonly owners: Readonly<Record<string, string>> } {
  const byNamespace = new Map<string, string>();
  for (const [name, { namespaces = [] }] of Object.entries(written)) {
    for (const [index, namespace] of namespaces.entries()) {
      const other = byNamespace.get(namespace);
      if (other !== undefined) {
        const path = `teams.${name}.namespaces[${index}]`;
        throw new Error(
          `${at(['teams', name, 'namespaces', index])}: ${path} is ${JSON.stringify(namespace)}: team ${other} owns it already; remove one of them`,
        );
      }
      byNamespace.set(namespace, name);
    }
  }
  for (const [namespace, owner] of Object.entries(owners)) {
    const team = byNamespace.get(namespace) ?? owner;
    const known = Object.keys(written);
    if (team !== owner || (known.length > 0 && !known.includes(owner))) {
      const why = team !== owner ? `team ${team} owns it; remove one of them` : `expected one of the teams ${known.sort().join(', ')}`;
      throw new Error(`${at(['owners', namespace])}: owners.${namespace} is ${JSON.stringify(owner)}: ${why}`);
    }
    byNamespace.set(namespace, owner);
  }
  const ownedBy = (name: string) => [...byNamespace].filter(([, owner]) => owner === name).map(([namespace]) => namespace);
  return {
    teams: Object.entries(written).map(([name, { reviewers = [] }]) => ({ name, namespaces: ownedBy(name).sort(), reviewers })),
    owners: Object.fromEntries(byNamespace),
  };
}
