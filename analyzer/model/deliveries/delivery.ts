import type { Place } from '../kustomize/place';

/** What is rendered: the same build gives the same documents, whoever delivers them. */
export type Build = KustomizeBuild | DirectoryBuild | HelmBuild;

/** A directory as kustomize builds it. */
export interface KustomizeBuild {
  readonly kind: 'kustomize';
  /** Of the directory, from the root of the repository. */
  readonly path: string;
  /**
   * Whose rules hold: Flux makes a kustomization of a directory without one, and takes files from
   * anywhere in the repository.
   */
  readonly engine: 'flux' | 'argo' | 'kustomize';
  /**
   * Fields of a kustomization.yaml that the engine adds to those of the directory: lists are
   * appended, maps merged, other values replace.
   */
  readonly overlay: Readonly<Record<string, unknown>>;
  /** What a source of Flux leaves out, in the language of `.gitignore`. */
  readonly ignore?: string;
}

/** The files of a directory as they are. */
export interface DirectoryBuild {
  readonly kind: 'directory';
  readonly path: string;
  readonly recurse: boolean;
  readonly include?: string;
  readonly exclude?: string;
}

/** A chart of the repository as `helm template` renders it. */
export interface HelmBuild {
  readonly kind: 'helm';
  readonly path: string;
  readonly release: string;
  readonly namespace: string;
  /** Files of the repository, the last one wins. */
  readonly valueFiles: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly parameters: readonly { readonly name: string; readonly value: string; readonly forceString: boolean }[];
  /** Values that are the contents of files of the repository. @default - none */
  readonly fileParameters?: readonly { readonly name: string; readonly file: string }[];
  readonly includeCrds: boolean;
  /** @default false */
  readonly skipTests?: boolean;
  /** @default false */
  readonly skipSchemaValidation?: boolean;
  /**
   * What holds values and is not in the repository, so that the chart is not rendered.
   * @default - none
   */
  readonly elsewhere?: readonly string[];
  /** @default - a current one */
  readonly kubeVersion?: string;
  /** Whether files of values take the place of the chart's own. @default false */
  readonly replacesValues?: boolean;
  /** Fields of kustomizations that change what the chart gives. @default - none */
  readonly postRenderers?: readonly Readonly<Record<string, unknown>>[];
  /** What the cluster is said to serve. @default - the kinds that are read */
  readonly apiVersions?: readonly string[];
}

/** One thing that an engine brings into a cluster from this repository. */
export interface Delivery {
  /** As messages name it: `Kustomization flux-system/apps`, or the path of a kustomization. */
  readonly by: string;
  readonly file: string;
  readonly build: Build;
  /**
   * Where it goes: empty for the cluster that the engine runs in, else the server or the name that
   * Argo CD knows.
   */
  readonly destination: string;
  /** Where objects are put that name no namespace. */
  readonly place: Place;
  /** The labels that the engine gives the namespace; absent if it does not make or change it. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  readonly substitution?: Substitution;
  /**
   * Whether Argo CD compares what is written with what the cluster has, to which the API server has
   * added defaults.
   */
  readonly structuredDiff?: boolean;
  /** The branch, tag, range or commit that its source names. @default - whatever is checked out */
  readonly revision?: string;
  /** What the object of the engine says; absent for what no engine delivers. */
  readonly spec?: Readonly<Record<string, unknown>>;
  /** Finalizers of the object of the engine. @default - none */
  readonly finalizers?: readonly string[];
}

/** What `postBuild` of a Kustomization fills in. */
export interface Substitution {
  readonly values: Readonly<Record<string, string>>;
  readonly from: readonly { readonly kind: string; readonly namespace: string; readonly name: string; readonly optional: boolean }[];
}

/** What an engine object asks for that is not in the tree, or cannot be read off it. */
export interface Undelivered {
  readonly by: string;
  readonly file: string;
  /** Where it may bring anything; `undefined` if that is not known. */
  readonly namespace: string | undefined;
  readonly destination: string;
  /**
   * `missing`: the source is this repository and the path does not exist. `foreign`: the source is
   * another one. `unknown`: it cannot be determined.
   */
  readonly why: 'missing' | 'foreign' | 'unknown';
  /** The path, or what cannot be determined. */
  readonly what: string;
}

/** Where following starts: a build that nobody delivers, or a file as it is. */
export type Start =
  | {
      readonly build: Build;
      readonly by: string;
      /** All that its object says, once that is found in what it delivers. */
      readonly delivery?: Delivery;
    }
  | { readonly file: string };

/** What is wrong with what an object delivers. */
export interface DeliveryFault {
  /** The object, as `Application argocd/shop`. */
  readonly by: string;
  /** The file of the object. */
  readonly file: string;
  readonly message: string;
}

/** A delivery that is not what its owner means it to be. */
export interface DeliveryProblem extends DeliveryFault {
  readonly what:
    | 'path-missing'
    | 'build-failed'
    | 'struck'
    | 'unknown'
    | 'repeated'
    | 'exceeded'
    | 'shared'
    | 'patched'
    | 'unprotected'
    | 'health-unchecked'
    | 'wave'
    | 'frozen'
    | 'compared'
    | 'namespace-unprotected'
    | 'hydrated-path';
  readonly line: number;
  readonly column: number;
  /**
   * Whether an engine of the cluster meets it too: the object of one says so, or the engine refuses
   * it here and less is judged for that.
   */
  readonly engine: boolean;
  /**
   * Whether something was struck out of the build, so that the engine may succeed where this one
   * fails.
   */
  readonly struck: boolean;
}

/** What names a build. */
export function keyOf(build: Build): string {
  return JSON.stringify(build);
}
