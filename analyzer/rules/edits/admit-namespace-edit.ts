import type { Manifest } from '../../model/manifest';
import type { LabelSelector } from '../../model/objects';
import type { Path } from '../../model/path';
import type { World } from '../../model/world/world';
import { nearest } from '../../text/did-you-mean';
import { byName, NAME_LABEL } from '../facts/admissions';
import type { Facts } from '../facts/facts';
import { addItem, setField } from './change';
import type { Edit } from './edit';

type Labels = Readonly<Record<string, string>>;
type Requirement = NonNullable<LabelSelector['matchExpressions']>[number];

/** Which namespaces a `namespaces` field allows. */
export interface Policy {
  readonly from: string;
  readonly selector?: LabelSelector | undefined;
  /** The namespace that `Same` means. */
  readonly own: string;
}

function holds({ key = '', operator, values = [] }: Requirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  if (operator === 'In') {
    return value !== undefined && values.includes(value);
  }
  if (operator === 'NotIn') {
    return value === undefined || !values.includes(value);
  }
  return operator === 'Exists' ? value !== undefined : operator === 'DoesNotExist' && value === undefined;
}

function selecting(...namespaces: readonly string[]) {
  return { from: 'Selector', selector: byName(namespaces) };
}

/** Computes the edit that makes a `namespaces` field allow one namespace more, and no other. */
export class AdmitNamespaceEdit {
  private readonly labels: Labels;

  constructor(
    private readonly world: World,
    private readonly facts: Facts,
    private readonly manifest: Manifest,
    private readonly path: Path,
    private readonly namespace: string,
  ) {
    this.labels = world.labels(namespace).labels;
  }

  edit({ from, selector, own }: Policy): Edit | undefined {
    if (from !== 'Selector' || selector === undefined) {
      return setField(this.manifest, this.path, from === 'Same' ? selecting(own, this.namespace) : selecting(this.namespace));
    }
    const { matchLabels = {}, matchExpressions = [] } = selector;
    const keys = Object.keys(matchLabels).filter((key) => this.labels[key] !== matchLabels[key]);
    const indexes = [...matchExpressions.keys()].filter((index) => !holds(matchExpressions[index] ?? {}, this.labels));
    const [key] = keys;
    const [index] = indexes;
    if (keys.length === 0 && indexes.length === 1 && index !== undefined) {
      return this.fixExpression(matchExpressions[index] ?? {}, index);
    }
    if (keys.length === 1 && indexes.length === 0 && key !== undefined) {
      return this.fixLabel(selector, key, matchLabels[key] ?? '');
    }
    return undefined;
  }

  private fixExpression(requirement: Requirement, index: number): Edit | undefined {
    const { key = '', operator, values = [] } = requirement;
    const at = [...this.path, 'selector', 'matchExpressions', index];
    const likely = this.likelyKey(key, (other) => holds({ ...requirement, key: other }, this.labels));
    if (likely !== undefined) {
      return setField(this.manifest, [...at, 'key'], likely);
    }
    const actual = this.labels[key];
    if (operator === 'In' && actual !== undefined) {
      const typo = nearest(actual, this.facts.sorted.values(values), (value) => !this.carried(key, value));
      if (typo !== undefined) {
        return setField(this.manifest, [...at, 'values', values.indexOf(typo)], actual);
      }
      if (key === NAME_LABEL) {
        return addItem(this.manifest, [...at, 'values'], actual);
      }
    }
    return operator === 'In' && values[0] !== undefined ? this.label(key, values[0]) : undefined;
  }

  private fixLabel({ matchLabels, matchExpressions }: LabelSelector, key: string, value: string): Edit | undefined {
    const at = [...this.path, 'selector', 'matchLabels'];
    const likely = this.likelyKey(key, (other) => this.labels[other] === value);
    if (likely !== undefined) {
      const { [key]: _, ...rest } = matchLabels ?? {};
      return setField(this.manifest, at, { ...rest, [likely]: value });
    }
    const actual = this.labels[key];
    if (actual !== undefined && !this.carried(key, value) && nearest(value, [actual]) !== undefined) {
      return setField(this.manifest, [...at, key], actual);
    }
    if (key !== NAME_LABEL) {
      return this.label(key, value);
    }
    const only = Object.keys(matchLabels ?? {}).length === 1 && matchExpressions === undefined;
    return only ? setField(this.manifest, this.path, selecting(value, this.namespace)) : undefined;
  }

  /** The label that a key which no namespace carries is a typo of. */
  private likelyKey(key: string, fits: (key: string) => boolean): string | undefined {
    return this.carried(key) ? undefined : nearest(key, Object.keys(this.labels).filter(fits));
  }

  private carried(key: string, value?: string): boolean {
    const values = this.facts.namespaceLabels.get(key);
    return values !== undefined && (value === undefined || values.has(value));
  }

  /**
   * Sets the label that the namespace lacks. One that it has is never replaced: something else may
   * select by it.
   */
  private label(key: string, value: string): Edit | undefined {
    const namespace = this.world.get('Namespace', '', this.namespace);
    const isFree = this.labels[key] === undefined && key !== NAME_LABEL;
    return namespace === undefined || !isFree ? undefined : setField(namespace, ['metadata', 'labels', key], value);
  }
}
