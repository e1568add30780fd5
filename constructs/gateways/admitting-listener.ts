import type { IConstruct } from 'constructs';
import type { Check } from '../checks/shape';
import { isPlain } from '../checks/shown';
import { refuse } from '../checks/validate';
import type { Admission } from './admission';
import type { AdmissionOptions } from './admission-options';
import type { AdmittedRoute, Listener } from './listener';

/** A listener that can be opened for routes. */
export interface AdmittingListener extends Listener {
  /**
   * Opens the listener for the namespace of a route, in place of what happens by default. What
   * several routes ask for is merged.
   *
   * @throws if the request does not allow the route, contradicts another one, or would lock out
   * what is allowed today
   */
  admit(route: AdmittedRoute, options?: AdmissionOptions): void;

  /**
   * What is asked of it in an App.
   *
   * @internal
   */
  _admissions(scope: IConstruct): readonly Admission[];

  /**
   * What is known of it in an App so far, through whichever handle.
   *
   * @internal
   */
  _known(scope: IConstruct): Pick<Listener, 'hostname' | 'protocol'>;
}

/**
 * Refuses what is not a listener of this App: the Gateway in place of its listener is soon written.
 */
export const LISTENER: Check = (at, value) => {
  if (typeof (value as AdmittingListener)?._admissions === 'function') {
    return;
  }
  if (typeof (value as { listener?: unknown })?.listener === 'function') {
    const { namespace, name } = value as { readonly namespace: string; readonly name: string };
    throw new Error(`${at} is Gateway ${namespace}/${name}: a route is attached to a listener; write gateway.listener(name)`);
  }
  if (isPlain(value) && (value.kind === 'Service' || 'metadata' in value)) {
    refuse(at, value, 'a Service as the parent of a route (mesh) is not written here; add it with a JSON patch of the route');
  }
  refuse(at, value, 'give a listener, such as Gateway.external({ namespace, name }).listener(name)');
};
