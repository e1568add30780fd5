import type { ApiObject } from 'cdk8s';
import { invalidConstructs } from '../checks/invalid-constructs';

interface Identified {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/**
 * The objects that are written: none is lost, and no two have one identity, for one would overwrite
 * the other in the cluster.
 */
export class Identities {
  private readonly seen = new Map<string, ApiObject>();

  /**
   * What an object is written as.
   *
   * @throws if that is not an object, or an object with the same group, kind, namespace and name
   * was written before
   */
  render(object: ApiObject): object {
    const json: Identified | undefined = jsonOf(object);
    if (!json?.apiVersion || !json.kind) {
      throw invalidConstructs([[object, `is lost: toJson() gives ${JSON.stringify(json)}, which has no apiVersion and kind`]]);
    }
    const { apiVersion, kind, metadata: { name = '', namespace = '' } = {} } = json;
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const identity = `${group} ${kind} ${namespace} ${name}`;
    const other = this.seen.get(identity);
    if (other !== undefined) {
      const subject = `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
      const why = `${subject} is made twice: ${other.node.path} makes it too, and one would overwrite the other; give one of them another name`;
      throw invalidConstructs([[object, why]]);
    }
    this.seen.set(identity, object);
    return json;
  }
}

/** The reason that cdk8s has for not serializing an object, behind where the object is. */
const REASON = /^Failed serializing construct at path .* with name '[^']*': /;

function jsonOf(object: ApiObject): object {
  try {
    return object.toJson();
  } catch (error) {
    const reason = (error as Error).message.replace(REASON, '');
    const why = reason.startsWith('TypeError: Cannot ')
      ? 'a JSON patch has a path that the object does not have; add its parents first'
      : reason;
    throw invalidConstructs([[object, `cannot be written: ${why}`]]);
  }
}
