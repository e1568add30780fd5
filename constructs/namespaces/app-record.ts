import type { IConstruct } from 'constructs';

/** Records of each App, by the App and by what they are about. */
const records = new WeakMap<IConstruct, Map<string, unknown>>();

/**
 * What the constructs of one App know in common: the same record whoever asks for it, and another
 * one in another App.
 *
 * @param scope any construct in the App
 * @param key what the record is about
 * @param make makes the record if it is asked for the first time
 */
export function recordOf<Value>(scope: IConstruct, key: string, make: () => Value): Value {
  const { root } = scope.node;
  const ofApp = records.get(root) ?? new Map<string, unknown>();
  records.set(root, ofApp);
  if (!ofApp.has(key)) {
    ofApp.set(key, make());
  }
  return ofApp.get(key) as Value;
}
