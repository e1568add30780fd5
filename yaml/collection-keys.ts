import { type State, YAMLException } from 'js-yaml';

type Listener = (event: 'open' | 'close', state: State) => void;

/**
 * Makes a reader refuse a list or a map as the key of a map, as Kubernetes does, before it joins
 * what may be megabytes by alias to a text. What is read that way has prototypes of its own, and
 * has to be copied.
 */
export function refuseCollectionKeys(listener?: Listener): Listener {
  let reading: State | undefined;
  const refuse = (what: string): never => {
    throw Object.assign(new YAMLException(`a ${what} cannot be a key`), { mark: { position: reading?.position ?? 0 } });
  };
  // The reader asks a key for these, to make a text of it, and no value.
  class List extends Array {
    static override get [Symbol.species](): never {
      return refuse('list');
    }
  }
  class Mapping {
    get [Symbol.toStringTag](): never {
      return refuse('map');
    }
  }
  return (event, state) => {
    reading = state;
    const { result } = state;
    if (event === 'close' && typeof result === 'object' && result !== null) {
      Object.setPrototypeOf(result, Array.isArray(result) ? List.prototype : Mapping.prototype);
    }
    listener?.(event, state);
  };
}
