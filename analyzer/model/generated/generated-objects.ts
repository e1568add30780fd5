import type { Kind } from '../objects';
import type { Made } from './making';

/** ConfigMaps that Kubernetes, OpenShift and Istio put into every namespace. */
const EVERYWHERE: ReadonlySet<string> = new Set(['kube-root-ca.crt', 'openshift-service-ca.crt', 'istio-ca-root-cert']);

/** Classes that a controller makes by itself, whatever is in a repository. */
const CLASS_OF_CONTROLLER = /^(?:gke-l7-|azure-alb-|istio(?:-|$)|cilium$|kgateway(?:-|$)|agentgateway(?:-|$)|openshift-default$)/;

function key(kind: string, namespace?: string, name?: string): string {
  return JSON.stringify([kind, namespace, name]);
}

/** What may come about without being in the input. */
export class Makings {
  private readonly releases = new Set<string | undefined>();
  private readonly made = new Set<string>();
  /** Kinds of which something is made in a namespace, whatever its name. */
  private readonly places = new Set<string>();

  constructor(private readonly makings: readonly Made[]) {
    for (const { kind, namespace, name } of makings) {
      if (kind === 'Anything') {
        this.releases.add(namespace);
      }
      this.made.add(key(kind, namespace, name));
      this.places.add(key(kind, namespace));
    }
  }

  /**
   * Whether a chart, or something else whose contents are not known, is delivered into a namespace.
   */
  released(namespace: string): boolean {
    return this.releases.has(namespace) || this.releases.has(undefined);
  }

  /** Whether something in the input, or a controller by itself, may make a GatewayClass. */
  mayMakeClass(name: string | undefined): boolean {
    return this.releases.size > 0 || this.mayMake('GatewayClass', '', name) || (name !== undefined && CLASS_OF_CONTROLLER.test(name));
  }

  /** What may make objects of a kind, with the namespace that they are made in if it is known. */
  makersOf(kind: Kind): readonly Pick<Made, 'namespace' | 'by'>[] {
    return this.makings.filter((made) => made.kind === kind || made.kind === 'Anything');
  }

  /** Whether something makes an object of this very name. */
  makes(kind: Kind, namespace: string, name: string): boolean {
    return [namespace, undefined].some((place) => this.made.has(key(kind, place, name)));
  }

  /** Whether something may make an object: that of a name, or any. */
  mayMake(kind: Kind, namespace: string, name: string | undefined): boolean {
    if (kind === 'ConfigMap' && (name === undefined || EVERYWHERE.has(name))) {
      return true;
    }
    const places = [namespace, undefined];
    if (name === undefined) {
      return places.some((place) => this.places.has(key(kind, place)));
    }
    return places.some((place) => this.made.has(key(kind, place, name)) || this.made.has(key(kind, place)));
  }
}
