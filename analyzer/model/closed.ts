import type { Making } from './makers';

/** Put into every namespace by Kubernetes itself. */
const EVERYWHERE: ReadonlySet<string> = new Set(['kube-root-ca.crt']);

/** What may come about without being in the input. */
export class Makings {
  private readonly releases = new Set<string>();
  private readonly made: Making[] = [];

  constructor(makings: readonly Making[]) {
    for (const making of makings) {
      if (making.kind === 'Anything' && making.namespace !== undefined) this.releases.add(making.namespace);
      else this.made.push(making);
    }
  }

  /** Whether a chart or an Application is delivered into a namespace. */
  released(namespace: string): boolean {
    return this.releases.has(namespace);
  }

  /** Whether something makes a Secret or ConfigMap by its name. */
  makes(kind: 'Secret' | 'ConfigMap', namespace: string, name: string): boolean {
    return this.made.some((making) => making.kind === kind && making.namespace === namespace && making.name === name);
  }

  /** Whether something may make a Secret or ConfigMap: that of a name, or any. */
  mayMake(kind: 'Secret' | 'ConfigMap', namespace: string, name: string | undefined): boolean {
    if (this.released(namespace)) return true;
    if (kind === 'ConfigMap' && (name === undefined || EVERYWHERE.has(name))) return true;
    return this.made.some(
      (making) =>
        making.kind === kind &&
        (making.namespace ?? namespace) === namespace &&
        (making.name === undefined || name === undefined || making.name === name),
    );
  }
}
