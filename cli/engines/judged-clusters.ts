import type { Cluster } from '../../analyzer/model/deliveries/fleet';
import { pieces } from '../../yaml/documents';

/**
 * How many documents of clusters are judged in all: destinations multiply what is delivered to
 * them, and each cluster is judged by itself.
 */
const MOST_DOCUMENTS = 100_000;

/** The clusters that are judged; what the others are left out for is a problem of the last. */
export function judgedClusters(clusters: readonly Cluster[], most = MOST_DOCUMENTS): readonly Cluster[] {
  if (clusters.length < 2) {
    return clusters;
  }
  const counts = new Map<string, number>();
  const countOf = (text: string): number => {
    const count = counts.get(text) ?? [...pieces(text)].length;
    counts.set(text, count);
    return count;
  };
  let documents = 0;
  const end = clusters.findIndex(({ texts }) => {
    documents += texts.reduce((sum, { text }) => sum + countOf(text), 0);
    return documents > most;
  });
  const [last, first] = [clusters[end - 1], clusters[end]];
  const file = first?.texts[0]?.file;
  if (last === undefined || first === undefined || file === undefined) {
    return clusters;
  }
  const message = `${clusters.length} clusters get more than ${most} documents, and ${clusters.length - end} of them are not judged`;
  const problem = {
    what: 'repeated',
    by: `cluster ${first.name}`,
    file,
    line: 1,
    column: 1,
    message,
    engine: false,
    struck: false,
  } as const;
  return [...clusters.slice(0, end - 1), { ...last, problems: [...last.problems, problem] }];
}
