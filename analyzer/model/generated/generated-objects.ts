import type { Making } from './generators';

/** Put into every namespace by Kubernetes itself. */
const EVERYWHERE: ReadonlySet<string> = new Set(['kube-root-ca.crt']);

function key(kind: string, namespace?: string, name?: string): string {
  return JSON.stringify([kind, namespace, name]);
}

/** What may come about without being in the input. */
export class Makings {
  private readonly releases = new Set<string>();
  private readonly made = new Set<string>();
  /** Kinds of which something is made in a namespace, whatever its name. */
  private readonly places = new Set<string>();

  constructor(makings: readonly Making[]) {
    for (const { kind, namespace, name } of makings) {
      if (kind === 'Anything' && namespace !== undefined) this.releases.add(namespace);
      this.made.add(key(kind, namespace, name));
      this.places.add(key(kind, namespace));
    }
  }

  /** Whether a chart or an Application is delivered into a namespace. */
  released(namespace: string): boolean {
    return this.releases.has(namespace);
  }

  /** Whether something makes a Secret or ConfigMap by its name. */
  makes(kind: 'Secret' | 'ConfigMap', namespace: string, name: string): boolean {
    return this.made.has(key(kind, namespace, name));
  }

  /** Whether something may make a Secret or ConfigMap: that of a name, or any. */
  mayMake(kind: 'Secret' | 'ConfigMap', namespace: string, name: string | undefined): boolean {
    if (this.released(namespace)) return true;
    if (kind === 'ConfigMap' && (name === undefined || EVERYWHERE.has(name))) return true;
    const places = [namespace, undefined];
    if (name === undefined) return places.some((place) => this.places.has(key(kind, place)));
    return places.some((place) => this.made.has(key(kind, place, name)) || this.made.has(key(kind, place)));
  }
}
