import type * as nodePositions from '../yaml/node-positions';
import type * as parser from '../yaml/parse';

// What reads YAML is loaded by the first file that is read: many an app reads none.

/** As `readPositions` of `yaml/`. */
export function readPositions(text: string): nodePositions.PositionedDocument {
  // biome-ignore lint/style/noCommonJs: an import loads it at once
  return (require('../yaml/node-positions') as typeof nodePositions).readPositions(text);
}

/** As `parse` of `yaml/`. */
export function parse(text: string): ReturnType<typeof parser.parse> {
  // biome-ignore lint/style/noCommonJs: an import loads it at once
  return (require('../yaml/parse') as typeof parser).parse(text);
}
