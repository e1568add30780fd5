import type { Construct } from 'constructs';
import type { LabelSelector } from '../checks/metadata';
import { labelSelector } from '../checks/metadata';
import { plainCopy } from '../checks/shown';
import { oneOf } from '../checks/validate';
import { NamespaceFacts } from '../namespaces/namespace-facts';
import { noteChange, type Report, type Undecided } from '../namespaces/settlement';
import { byName, selects } from './allowed-routes';
import type { ListenerParent } from './gateway-listener';
import type { GatewayProps } from './gateway-props';

type AllowedListeners = NonNullable<GatewayProps['allowedListeners']>;
type AttachedSet = Construct & { readonly namespace: string };

/**
 * The ListenerSets that add listeners to a Gateway of this App, and its `allowedListeners`, which
 * allows them.
 */
export class AttachedSets implements Undecided {
  private readonly sets: AttachedSet[] = [];

  /** @param byHand `allowedListeners` as the user wrote it, which is not changed */
  constructor(
    private readonly gateway: ListenerParent,
    private readonly byHand: AllowedListeners | undefined,
  ) {
    const { from, selector } = byHand?.namespaces ?? {};
    if (from !== undefined) {
      oneOf('allowedListeners.namespaces.from', from as string, ['All', 'None', 'Same', 'Selector']);
    }
    if (selector !== undefined) {
      labelSelector('allowedListeners.namespaces.selector', selector as LabelSelector);
    }
  }

  attach(set: AttachedSet): void {
    this.sets.push(set);
    noteChange(this.gateway);
  }

  decide(report: Report): void {
    for (const set of this.byHand === undefined ? [] : this.sets) {
      if (this.allows(set) === false) {
        const from = JSON.stringify(this.byHand?.namespaces ?? { from: 'None' });
        report(set, `${this.gateway} does not allow ${set}: its allowedListeners has ${from}; change allowedListeners, or leave it out`);
      }
    }
  }

  write(): void {
    // It is part of the object of the Gateway.
  }

  /** `allowedListeners` as the API takes it; undefined if there is nothing to allow. */
  spec(): object | undefined {
    if (this.byHand !== undefined || this.sets.length === 0) {
      return plainCopy(this.byHand);
    }
    const namespaces = this.sets.map(({ namespace }) => namespace);
    const local = namespaces.every((namespace) => namespace === this.gateway.namespace);
    return { namespaces: local ? { from: 'Same' } : { from: 'Selector', selector: byName(namespaces) } };
  }

  private allows({ namespace }: AttachedSet): boolean | undefined {
    const { from = 'None', selector } = this.byHand?.namespaces ?? {};
    if (from === 'Selector') {
      return selector === undefined ? false : selects(selector as LabelSelector, namespace, NamespaceFacts.of(this.gateway, namespace));
    }
    return from === 'All' || (from === 'Same' && namespace === this.gateway.namespace);
  }
}
