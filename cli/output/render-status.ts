import { createColors } from 'picocolors';
import type { Manifest } from '../../analyzer/model/manifest';
import { formatRef } from '../../analyzer/model/object-ref';
import { isSafe, oneLine, safeJson } from '../../analyzer/render/safe';
import { statusTable } from '../../analyzer/render/status-table';
import { meshParents } from '../../analyzer/report/left-out';
import type { Prediction } from '../../analyzer/status/conditions/prediction';
import { type StatusItem, type StatusList, statusList } from '../../analyzer/status/status-list';
import { toYaml } from '../../constructs/writer/yaml';
import type { Io } from '../io';
import type { StatusFormat } from './status-formats';

/** A prediction, and the cluster that it is about if that has a name. */
interface Predicted {
  readonly cluster?: string;
  readonly prediction: Prediction;
}

/** Names the cluster of an item of a list that holds the status in several. */
const CLUSTER_ANNOTATION = 'cdk8s-crossing/cluster';

/** Predictions in a format: those of one cluster as one. */
export function renderStatus(predicted: readonly Predicted[], format: StatusFormat, io: Io): string {
  const names = [...new Set(predicted.map(({ cluster }) => cluster))];
  const clusters = names.map((name) => {
    const own = predicted.filter(({ cluster }) => cluster === name).map(({ prediction }) => prediction);
    return { name: names.length > 1 ? name : undefined, prediction: merged(own) };
  });
  if (format === 'table') {
    return clusters
      .map(
        ({ name, prediction }) =>
          (name === undefined ? '' : `cluster ${oneLine(name)}\n\n`) + statusTable(prediction, createColors(io.colour)),
      )
      .join('\n');
  }
  const unjudged = clusters.flatMap(({ name, prediction }) =>
    meshParents(prediction).map((one) => (name === undefined ? one : { ...one, cluster: name })),
  );
  const list = {
    ...together(clusters.map(({ name, prediction }) => inCluster(statusList(prediction), name))),
    ...(unjudged.length > 0 && { unjudged }),
  };
  const yaml = format === 'yaml' ? toYaml(list) : undefined;
  // JSON is YAML, and has escapes for what a terminal or a runner would obey.
  return yaml !== undefined && isSafe(yaml) ? yaml : `${safeJson(list)}\n`;
}

function inCluster(list: StatusList, name: string | undefined): StatusList {
  const named = <Item extends Omit<StatusItem, 'status'>>(items: readonly Item[]) =>
    items.map((item) => ({ ...item, metadata: { ...item.metadata, annotations: { [CLUSTER_ANNOTATION]: name } } }));
  return name === undefined ? list : { ...list, items: named(list.items), ...(list.refused && { refused: named(list.refused) }) };
}

function together(lists: readonly StatusList[]): StatusList {
  const refused = lists.flatMap((list) => list.refused ?? []);
  return { apiVersion: 'v1', kind: 'List', items: lists.flatMap(({ items }) => items), ...(refused.length > 0 && { refused }) };
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
