import { quoted } from '../../text/words';

/** A route that claims the same requests on a listener. */
export interface RivalRoute {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly listener: string;
  /** Empty for every host. */
  readonly host: string;
  /** Whether the input says which of the two comes first. */
  readonly settled: boolean;
}

export function hostText(host: string): string {
  return host === '' ? 'every host' : quoted(host);
}

/** `requests for /cart of "a.example.com" on listener "http"`. */
export function requestsText({ host, path, listener }: Pick<RivalRoute, 'host' | 'listener'> & { readonly path?: string }): string {
  return `requests for ${path === undefined ? '' : `${path} of `}${hostText(host)} on listener ${quoted(listener)}`;
}

/** Why one of two claims comes first. */
export function orderText(settled: boolean): string {
  return settled ? 'it is older' : 'the older one gets them all; of the same age, the first by namespace and name';
}
