import type { Made } from '../../model/generated/making';
import type { Manifest } from '../../model/manifest';
import { formatRef } from '../../model/object-ref';
import { ROUTE_KINDS } from '../../model/objects';
import { list, quoted } from '../../text/words';
import type { RuleInput } from '../rule';
import type { Admission } from './admissions';

type Source = Pick<Made, 'namespace' | 'by'>;

/** How many sources are named. */
const SHOWN = 3;

/**
 * What may attach at a place beside what is known of the input: the routes of a chart, of another
 * source, or of cert-manager while it issues a certificate, and what has no namespace yet. A list
 * of namespaces would shut them out; those that come from a listed one stay allowed.
 */
export function unseenAttachments(
  { world, facts }: Pick<RuleInput, 'world' | 'facts'>,
  admission: Pick<Admission, 'owner' | 'listener'>,
  isListed: (namespace: string) => boolean,
): readonly string[] {
  const kinds = admission.listener === undefined ? (['ListenerSet'] as const) : ROUTE_KINDS;
  const sources = kinds.flatMap((kind) => world.makersOf(kind)).filter(({ namespace }) => namespace === undefined || !isListed(namespace));
  const unplaced = facts.attachmentRequests.at(admission).filter(hasAssumedNamespace);
  const texts = [...sources.map(sourceText), ...unplaced.map(({ kind, name }) => `${kind} ${name} of an unknown namespace`)];
  return [...new Set(texts)].sort();
}

/** Whether an object is only assumed to be in "default": what delivers it may put it elsewhere. */
function hasAssumedNamespace({ namespace, object }: Manifest): boolean {
  return namespace === 'default' && object.metadata.namespace === undefined;
}

function sourceText({ by, namespace }: Source): string {
  if (by !== undefined) {
    return formatRef(by);
  }
  return namespace === undefined ? 'a chart or another source' : `what is delivered into namespace ${quoted(namespace)}`;
}

/** `HelmRelease media/player may attach too`, for what stands beside a finding. */
export function unseenText(sources: readonly string[]): string[] {
  return sources.length === 0 ? [] : [`${list([...sources], 'and', SHOWN)} may attach too`];
}
