import type { IConstruct } from 'constructs';
import { NAME_LABEL } from '../../gateway-api';
import { annotations, labels } from '../checks/metadata';
import { any, boolean, map, objectOf } from '../checks/shape';
import { dnsLabel, refuse } from '../checks/validate';
import { recordOf } from './app-record';
import { refuseUnlistedOpen } from './open';
import { protectionFor } from './protection';
import { noteChange } from './settlement';

/** What may be said of a namespace. */
export interface NamespaceProps {
  /**
   * Who owns the namespace: a DNS label. `CrossingApp` writes the file into a directory of this
   * name, which CODEOWNERS, an Argo CD Application or a Flux Kustomization can use.
   *
   * @default - the file is at the top of the output
   */
  readonly owner?: string;

  /**
   * Labels of the Namespace object.
   *
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Annotations of the Namespace object.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;

  /**
   * Keep the namespace, and all that is in it, if its file is removed or its delivery is deleted:
   * with `true`, Argo CD and Flux neither prune nor delete it. With `confirm`, Argo CD waits until
   * somebody approves the deletion, and delivers no later commit meanwhile; Flux never deletes it.
   * It is not the default, because a namespace that stays behind keeps running what nobody sees in
   * Git any more. A delivery protects the namespaces that it delivers.
   *
   * @default false
   */
  readonly protect?: boolean | 'confirm';

  /**
   * Whether the namespace holds more than this App writes, such as the Services of a chart. It says
   * so beside the code; `open` of crossing.yaml is what the checks follow, and has to say it, too.
   *
   * @default - as crossing.yaml says
   */
  readonly open?: boolean;
}

/** What may be said of a namespace that is made outside of the App. */
export interface ExternalNamespaceProps extends Pick<NamespaceProps, 'open' | 'owner'> {
  /**
   * Whether ReferenceGrants are written into the namespace. False if whoever owns it writes them.
   *
   * @default true
   */
  readonly mutable?: boolean;
}

const OURS = objectOf<NamespaceProps>(
  { owner: any, labels: map, annotations: map, protect: any, open: boolean },
  "props such as { owner: 'team-shop' }",
);
const EXTERNAL = objectOf<ExternalNamespaceProps>({ owner: any, mutable: boolean, open: boolean }, "props such as { owner: 'team-shop' }", {
  labels: 'the Namespace object is made elsewhere; leave labels out, or use NamespaceChart.ensure',
  annotations: 'the Namespace object is made elsewhere; leave annotations out, or use NamespaceChart.ensure',
  protect: 'the Namespace object is made elsewhere; leave protect out, or use NamespaceChart.ensure',
});

/**
 * Who makes the Namespace object, the weakest first: what is assumed of a namespace that is only
 * referenced, what follows from an object in it, and what the user stated.
 */
const OWNERSHIPS = ['assumed external', 'implied ours', 'implied external', 'external', 'ours'] as const;
export type Ownership = (typeof OWNERSHIPS)[number];
const EXPLICIT: readonly Ownership[] = ['external', 'ours'];

/** What an App knows of one namespace. Anybody may add to it, in any order. */
export class NamespaceFacts {
  /** The facts of a namespace in the App of a construct. */
  static of(scope: IConstruct, namespace: string): NamespaceFacts {
    dnsLabel('namespace', namespace);
    return recordOf(scope, `namespace ${namespace}`, () => new NamespaceFacts(scope.node.root, namespace));
  }

  private ownership: Ownership = 'assumed external';
  private ownedBy: string | undefined;
  private readonly ownLabels: Record<string, string> = {};
  private readonly ownAnnotations: Record<string, string> = {};

  private immutable = false;
  private written: (() => void) | undefined;

  private constructor(
    private readonly root: IConstruct,
    private readonly namespace: string,
  ) {}

  /** Whether ReferenceGrants are written into the namespace. */
  get isMutable(): boolean {
    return !this.immutable;
  }

  /** Calls back now, and whenever something was added. */
  follow(write: () => void): void {
    this.written = write;
    write();
  }

  /** Who owns the namespace, if that was stated. */
  get owner(): string | undefined {
    return this.ownedBy;
  }

  /** Whether the Namespace object is made outside of the App. */
  get isExternal(): boolean {
    return this.ownership.endsWith('external');
  }

  /** Labels of the Namespace object, without the one that the API server sets. */
  get labels(): Readonly<Record<string, string>> {
    return this.ownLabels;
  }

  /** Annotations of the Namespace object. */
  get annotations(): Readonly<Record<string, string>> {
    return this.ownAnnotations;
  }

  /** @throws if a value is invalid, or contradicts what was stated before */
  add(ownership: Ownership, props: NamespaceProps & ExternalNamespaceProps = {}): void {
    (ownership === 'external' ? EXTERNAL : OURS)('', props);
    const { owner, labels: moreLabels = {}, annotations: moreAnnotations = {}, protect = false, mutable = true } = props;
    if (owner !== undefined) {
      dnsLabel('owner', owner);
    }
    refuseUnlistedOpen(this.root, this.namespace, props.open);
    labels('labels', moreLabels);
    annotations('annotations', moreAnnotations);
    const protection = protectionFor(protect);
    const withProtection = { ...protection, ...moreAnnotations };
    this.refuseContradictions(ownership, owner);
    this.agree('labels', { [NAME_LABEL]: this.namespace, ...this.ownLabels }, moreLabels);
    this.agree('annotations', { ...protection, ...this.ownAnnotations }, withProtection);
    if (OWNERSHIPS.indexOf(ownership) > OWNERSHIPS.indexOf(this.ownership)) {
      this.ownership = ownership;
    }
    this.ownedBy ??= owner;
    Object.assign(this.ownLabels, moreLabels);
    Object.assign(this.ownAnnotations, withProtection);
    this.immutable ||= !mutable;
    noteChange(this.root);
    this.written?.();
  }

  private refuseContradictions(ownership: Ownership, owner: string | undefined): void {
    const name = JSON.stringify(this.namespace);
    if (EXPLICIT.includes(ownership) && EXPLICIT.includes(this.ownership) && ownership !== this.ownership) {
      throw new Error(
        `namespace ${name} is both ours and external: NamespaceChart.ensure makes it ours, NamespaceChart.external says that it exists; use one of them`,
      );
    }
    if (owner !== undefined && this.ownedBy !== undefined && this.ownedBy !== owner) {
      refuse('owner', owner, `namespace ${name} already has owner ${JSON.stringify(this.ownedBy)}; state one owner`);
    }
  }

  /** Two values of one key have to be equal, or the last statement would win. */
  private agree(prop: string, before: Readonly<Record<string, string>>, more: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(more)) {
      const earlier = before[key] ?? value;
      if (earlier !== value) {
        const at = `${prop}[${JSON.stringify(key)}]`;
        refuse(at, value, `namespace ${JSON.stringify(this.namespace)} already has ${JSON.stringify(earlier)}; state one value`);
      }
    }
  }
}
