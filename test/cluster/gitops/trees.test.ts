import fc from 'fast-check';
import { judge } from '../../../analyzer/report/judge';
import { FluxOracle } from '../../deliveries/flux-oracle';
import { type RandomTree, randomTree } from '../../deliveries/random-trees';
import { checkTree, documents, findingsOf, withTree } from '../../deliveries/tree';
import { describeEngines, Engines, eventually, type Live } from './engines';

const TREES = Number(process.env.TREES ?? 20);
/** What all trees call the same, and one cluster cannot. */
const NAMES = /(?<![\w.-])(app|edge|data|moved|certs|vars|parent|root)(?![\w.-])(?!\\*"\s*:)/g;
const KINDS = ['Namespace', 'Gateway', 'HTTPRoute', 'ReferenceGrant', 'Service', 'Secret', 'ConfigMap'] as const;

jest.setTimeout(600_000);

describeEngines('generated repositories', () => {
  let engines: Engines;
  beforeAll(async () => {
    engines = await Engines.start('standard-v1.6.1');
  }, 1_800_000);
  afterAll(() => engines.stop());

  test('what is found in a tree is what is found in what Flux and Argo CD have made of it', async () => {
    const trees = await applicableTrees();
    const files = trees.flatMap(({ files }, index) =>
      Object.entries(files).map(([file, text]): [string, string] => [
        `t${index}/${named(file, index)}`,
        inRepository(text, index, engines.urls['argo-cd']),
      ]),
    );
    engines.commit(Object.fromEntries(files));
    const source = { interval: '5s', url: engines.urls.flux, ref: { branch: 'main' } };
    await engines.kubectl(['apply', '-f', '-'], {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: 'flux-system', namespace: 'flux-system' },
      spec: source,
    });
    for (const [index, { files }] of trees.entries()) {
      const root = files['clusters/one/flux-system/gotk-sync.yaml'] ?? files['root.yaml'] ?? '';
      await engines.kubectl(['apply', '-f', '-'], inRepository(root, index, engines.urls['argo-cd']));
    }
    await eventually(async () => {
      const all = await engines.list(['Kustomization', 'Application']);
      const open = all.filter(
        ({ status }: Live) =>
          status?.operationState?.phase !== 'Succeeded' &&
          status?.conditions?.find(({ type }: Live) => type === 'Ready')?.status !== 'True',
      );
      expect(open.map(({ metadata, status }: Live) => [metadata.name, status?.conditions])).toEqual([]);
      expect(all).toHaveLength(trees.reduce((sum, { files }) => sum + (files['root.yaml'] === undefined ? 4 : 3), 0));
    });
    const live = await engines.list(KINDS);
    for (const [index, { files, clusters }] of trees.entries()) {
      const own = live.filter(({ kind, metadata }) => (kind === 'Namespace' ? metadata.name : metadata.namespace).endsWith(`-t${index}`));
      const objects = own.map(({ status: _, metadata: { managedFields: __, ...metadata }, ...object }) => ({ ...object, metadata }));
      const text = documents(...objects.map((object) => `${JSON.stringify(object)}\n`)).replaceAll(`-t${index}`, '');
      const expected = findingsOf(judge([{ path: 'live.yaml', text, place: { literal: true } }]).report);
      await withTree(files, async (directory) => {
        expect([index, findingsOf((await checkTree(directory)).report, clusters[0]?.name)]).toEqual([index, expected]);
      });
    }
  });
});

/**
 * Trees that deliver to the cluster in which their engine runs, and of which nothing is refused.
 */
async function applicableTrees(): Promise<RandomTree[]> {
  const oracle = new FluxOracle();
  const found: RandomTree[] = [];
  for (const tree of fc.sample(randomTree, TREES * 8)) {
    const texts = Object.values(tree.files).join();
    if (!/gotk-sync|"name":"root"/.test(Object.keys(tree.files).join() + texts) || /ApplicationSet|two\.example\.com/.test(texts)) {
      continue;
    }
    const objects = await withTree(tree.files, (directory) => oracle.cluster(directory, tree.clusters[0]?.builds ?? []));
    const placed = (object: Live) => object.kind === 'Namespace' || object.metadata.namespace !== undefined;
    if (found.length < TREES && typeof objects !== 'string' && objects.every(placed) && !JSON.stringify(objects).includes('${')) {
      found.push(tree);
    }
  }
  oracle.stop();
  return found;
}

const named = (text: string, index: number): string => text.replace(NAMES, `$1-t${index}`);

/** A text of a tree, in a directory of its own and with names of its own. */
const inRepository = (text: string, index: number, url: string): string =>
  named(text, index)
    .replaceAll('"path":"./', `"path":"./t${index}/`)
    .replace(/\\"value\\":\\"\.\//g, `$&t${index}/`)
    .replace(/"path":"(?=(?:argo|apps)\b)/g, `"path":"t${index}/`)
    .replaceAll('"metadata":{"name":"flux-system"', `"metadata":{"name":"flux-t${index}"`)
    .replace(/https:\/\/git\.example\.com\/org\/fleet(?:\.git)?/g, url);
