import { createColors } from 'picocolors';
import type { Manifest } from '../../analyzer/model/manifest';
import { formatRef } from '../../analyzer/model/object-ref';
import { isSafe, safeJson } from '../../analyzer/render/safe';
import { statusTable } from '../../analyzer/render/status-table';
import type { Prediction } from '../../analyzer/status/conditions/prediction';
import { statusList } from '../../analyzer/status/status-list';
import { toYaml } from '../../constructs/writer/yaml';
import type { Io } from '../io';
import type { StatusFormat } from './status-formats';

/** Predictions in a format, as one. */
export function renderStatus(predictions: readonly Prediction[], format: StatusFormat, io: Io): string {
  const prediction = merged(predictions);
  if (format === 'table') {
    return statusTable(prediction, createColors(io.colour));
  }
  const list = statusList(prediction);
  const yaml = format === 'yaml' ? toYaml(list) : undefined;
  // JSON is YAML, and has escapes for what a terminal or a runner would obey.
  return yaml !== undefined && isSafe(yaml) ? yaml : `${safeJson(list)}\n`;
}

function merged(predictions: readonly Prediction[]): Prediction {
  const [only] = predictions;
  if (predictions.length === 1 && only !== undefined) {
    return only;
  }
  const of = <Item extends { readonly manifest: Manifest }>(pick: (prediction: Prediction) => readonly Item[]): Item[] => {
    const items = predictions.flatMap(pick).filter(({ manifest }) => !manifest.context);
    return [...new Map(items.map((item) => [formatRef(item.manifest), item])).values()].sort((one, other) =>
      order(one.manifest, other.manifest),
    );
  };
  return {
    classes: of(({ classes }) => classes),
    gateways: of(({ gateways }) => gateways),
    listenerSets: of(({ listenerSets }) => listenerSets),
    routes: of(({ routes }) => routes),
    policies: of(({ policies }) => policies),
    refused: of(({ refused }) => refused.map((manifest) => ({ manifest }))).map(({ manifest }) => manifest),
  };
}

function order(one: Manifest, other: Manifest): number {
  const key = ({ kind, namespace, name }: Manifest) => [kind, namespace, name].join('\0');
  return key(one) < key(other) ? -1 : 1;
}
