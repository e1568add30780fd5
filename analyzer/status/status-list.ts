import type { Condition } from './condition';
import type { Prediction } from './prediction';

type PlainCondition = Omit<Condition, 'causes'>;

export interface StatusItem {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly status: Readonly<Record<string, unknown>> & { readonly conditions?: readonly PlainCondition[] };
}

/** The predicted status in Kubernetes' own shape. */
export interface StatusList {
  readonly apiVersion: 'v1';
  readonly kind: 'List';
  readonly items: readonly StatusItem[];
}

/** The contract of `crossing status -o json`: sorted, without the objects that are known from context alone. */
export declare function statusList(prediction: Prediction): StatusList;
