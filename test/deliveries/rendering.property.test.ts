import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { judge } from '../../analyzer/report/judge';
import { findKustomize } from '../../cli/engines/programs';
import {
  checkTree,
  documents,
  type Files,
  findingsOf,
  flux,
  gateway,
  kustomization,
  namespace,
  PATH,
  route,
  service,
  withTree,
} from './tree';

/** A tree of two clusters whose overlays change one base in different ways. */
interface Shape {
  readonly overlays: readonly [Overlay, Overlay];
  readonly baseNamespaced: boolean;
  readonly kustomizedEdge: boolean;
}

interface Overlay {
  readonly form: 'none' | 'inline-json' | 'inline-merge' | 'file-json' | 'file-merge' | 'strategic' | 'replacement';
  readonly section: 'web' | 'web2' | 'gone';
  readonly listener: 'web' | 'web2';
  readonly targetNamespace: boolean;
  readonly component: boolean;
  readonly generator: boolean;
  readonly parentPatches: boolean;
  readonly admits: 'All' | 'Same';
}

const overlay: fc.Arbitrary<Overlay> = fc.record({
  form: fc.constantFrom('none', 'inline-json', 'inline-merge', 'file-json', 'file-merge', 'strategic', 'replacement'),
  section: fc.constantFrom('web', 'web2', 'gone'),
  listener: fc.constantFrom('web', 'web2'),
  targetNamespace: fc.boolean(),
  component: fc.boolean(),
  generator: fc.boolean(),
  parentPatches: fc.boolean(),
  admits: fc.constantFrom('All', 'Same'),
});
const shape: fc.Arbitrary<Shape> = fc.record({
  overlays: fc.tuple(overlay, overlay),
  baseNamespaced: fc.boolean(),
  kustomizedEdge: fc.boolean(),
});

const TARGET = { kind: 'HTTPRoute', name: 'r' };
const json = (section: string) => JSON.stringify([{ op: 'replace', path: '/spec/parentRefs/0/sectionName', value: section }]);
const merge = (section: string) =>
  JSON.stringify({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'r', namespace: 'app' },
    spec: { parentRefs: [{ name: 'gw', namespace: 'edge', sectionName: section }] },
  });

function patchesOf({ form, section }: Overlay): object {
  switch (form) {
    case 'inline-json':
      return { patches: [{ patch: json(section), target: TARGET }] };
    case 'inline-merge':
      return { patches: [{ patch: merge(section) }] };
    case 'file-json':
      return { patches: [{ path: 'patch.yaml', target: TARGET }] };
    case 'file-merge':
      return { patches: [{ path: 'patch.yaml' }] };
    case 'strategic':
      return { patchesStrategicMerge: [merge(section)] };
    case 'replacement':
      return {
        replacements: [
          {
            source: { kind: 'Service', name: 's', fieldPath: 'spec.ports.0.name' },
            targets: [{ select: TARGET, fieldPaths: ['spec.parentRefs.0.sectionName'] }],
          },
        ],
      };
    default:
      return {};
  }
}

const childPatch = { patch: '[{"op":"add","path":"/spec/targetNamespace","value":"app"}]', target: { kind: 'Kustomization', name: 'app' } };

function filesOf({ overlays, kustomizedEdge, baseNamespaced }: Shape): Files {
  const files: Record<string, string> = {
    'base/kustomization.yaml': kustomization({ resources: ['all.yaml'], ...(baseNamespaced && { namespace: 'app' }) }),
    'base/all.yaml': documents(namespace('app'), route('web'), service),
    'components/label/kustomization.yaml': kustomization({
      kind: 'Component',
      apiVersion: 'kustomize.config.k8s.io/v1alpha1',
      labels: [{ pairs: { a: 'b' } }],
    }),
    'dead/route.yaml': route('never'),
    'base/unlisted.yaml': route('never'),
  };
  for (const [index, one] of overlays.entries()) {
    const name = ['one', 'two'][index] ?? '';
    files[`clusters/${name}/flux-system/gotk-sync.yaml`] = flux('flux-system', `./clusters/${name}`);
    files[`clusters/${name}/ks.yaml`] = one.parentPatches
      ? flux('parent', `./children/${name}`, { patches: [childPatch] })
      : flux('parent', `./children/${name}`);
    files[`children/${name}/ks.yaml`] = documents(
      flux('app', `./overlays/${name}`, one.targetNamespace ? { targetNamespace: 'app' } : {}),
      flux('edge', `./edge/${name}`),
    );
    files[`overlays/${name}/kustomization.yaml`] = kustomization({
      resources: ['../../base'],
      ...(one.component && { components: ['../../components/label'] }),
      ...(one.generator && { configMapGenerator: [{ name: 'c', literals: ['a=b'] }] }),
      ...patchesOf(one),
    });
    if (one.form.startsWith('file')) {
      files[`overlays/${name}/patch.yaml`] = one.form === 'file-json' ? json(one.section) : merge(one.section);
    }
    files[`edge/${name}/all.yaml`] = documents(namespace('edge'), gateway(one.listener, one.admits));
    if (kustomizedEdge) {
      files[`edge/${name}/kustomization.yaml`] = kustomization({ resources: ['all.yaml'] });
    }
  }
  return files;
}

/** What kustomize itself makes of what Flux would build for a cluster. */
function rendered(
  directory: string,
  name: string,
  { targetNamespace, parentPatches }: Overlay,
  program: string,
  args: readonly string[],
): string {
  const own = JSON.parse(readFileSync(join(directory, `overlays/${name}/kustomization.yaml`), 'utf8'));
  const built = join(directory, `built-${name}`);
  mkdirSync(built);
  const value = targetNamespace || parentPatches ? { ...own, namespace: 'app' } : own;
  const local = JSON.stringify(value).replaceAll('"../../', '"../').replaceAll('"patch.yaml"', `"../overlays/${name}/patch.yaml"`);
  writeFileSync(join(built, 'kustomization.yaml'), local);
  const { stdout, stderr, status } = spawnSync(program, [...args, '--load-restrictor', 'LoadRestrictionsNone', built], {
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return documents(stdout, readFileSync(join(directory, `edge/${name}/all.yaml`), 'utf8'));
}

const RUNS = Number(process.env.TREES ?? 8);

test('what is found in a tree is what is found in the rendering of each cluster', async () => {
  const program = await findKustomize(undefined, { env: { PATH }, repository: '/nowhere' });
  if (program === undefined) {
    console.log('neither kustomize nor kubectl is there: trees are not compared with their rendering');
    return;
  }
  await fc.assert(
    fc.asyncProperty(shape, (tree) =>
      withTree(filesOf(tree), async (directory) => {
        const { report } = await checkTree(directory);
        const unrendered = await checkTree(directory, ['.'], { kustomize: 'off' });
        for (const [index, one] of tree.overlays.entries()) {
          const name = ['one', 'two'][index] ?? '';
          const text = rendered(directory, name, one, program.path, program.arguments);
          const expected = findingsOf(judge([{ path: 'rendered.yaml', text }]).report);
          expect(findingsOf(report, name)).toEqual(expected);
          const errors = findingsOf(unrendered.report, name).filter((finding) => finding.startsWith('error'));
          expect(expected).toEqual(expect.arrayContaining(errors));
        }
      }),
    ),
    { numRuns: RUNS },
  );
}, 300_000);
