import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../analyzer/report/finding';
import { troublesOf } from '../analyzer/fix-troubles';
import { applyToTree } from './apply-fix';
import { checkTree, documents, type Files, flux, gateway, kustomization, namespace, route, service, withTree } from './tree';

/**
 * What the fixes of a tree leave, bring or break in any cluster that gets the file which they edit.
 */
async function troublesIn(
  directory: string,
  options = {},
): Promise<{ readonly applied: readonly string[]; readonly troubles: readonly string[] }> {
  const before = await checkTree(directory, ['.'], options);
  const applied: string[] = [];
  const troubles: string[] = [];
  const fileOf = (sought: string) =>
    before.verdicts
      .flatMap(({ world }) => (['Service', 'HTTPRoute', 'Namespace', 'Gateway'] as const).flatMap((kind) => world.in(kind, sought)))
      .find(({ file, context }) => !context && /\.ya?ml$/.test(file))?.file;
  for (const finding of before.report.findings) {
    const undo = finding.fix?.edit === undefined ? undefined : applyToTree(directory, finding.fix, fileOf);
    if (undo === undefined) {
      continue;
    }
    try {
      const after = await checkTree(directory, ['.'], options);
      applied.push(finding.rule);
      for (const [index, verdict] of before.verdicts.entries()) {
        const then = after.verdicts.find(({ cluster }) => cluster === verdict.cluster) ?? after.verdicts[index];
        if (then !== undefined && isOf(finding, verdict.cluster)) {
          troubles.push(...troublesOf(finding, verdict, then));
        }
      }
    } finally {
      undo();
    }
  }
  return { applied, troubles };
}

/** Whether an edit reaches a cluster: one that has the finding, or one that shares the file. */
function isOf({ clusters }: Finding, cluster: string | undefined): boolean {
  return clusters === undefined || cluster === undefined || clusters.length > 0;
}

const open = (admits: string) => documents(namespace('edge'), gateway('web', admits));
const app = (port = 80, section = 'web') => documents(namespace('app'), route(section, port), service);

/** Trees in which a file is delivered several times, or not as it is written. */
const trees: Readonly<Record<string, Files>> = {
  'two clusters that share a base': {
    'clusters/dev/flux-system/gotk-sync.yaml': flux('flux-system', './clusters/dev'),
    'clusters/dev/all.yaml': documents(flux('app', './apps/app'), flux('edge', './edge/dev')),
    'clusters/prod/flux-system/gotk-sync.yaml': flux('flux-system', './clusters/prod'),
    'clusters/prod/all.yaml': documents(flux('app', './apps/app'), flux('edge', './edge/prod')),
    'apps/app/all.yaml': app(81),
    'edge/dev/all.yaml': open('Same'),
    'edge/prod/all.yaml': open('All'),
  },
  'two overlays that put one base into two namespaces': {
    'clusters/prod/flux-system/gotk-sync.yaml': flux('flux-system', './clusters/prod'),
    'clusters/prod/all.yaml': documents(flux('app', './overlays/app'), flux('shop', './overlays/shop'), flux('edge', './edge')),
    'overlays/app/kustomization.yaml': kustomization({ namespace: 'app', resources: ['../../base'] }),
    'overlays/shop/kustomization.yaml': kustomization({ namespace: 'shop', resources: ['../../base'] }),
    'base/kustomization.yaml': kustomization({ resources: ['all.yaml'] }),
    'base/all.yaml': app(81, 'wbe').replaceAll(', namespace: app', ''),
    'edge/all.yaml': open('All'),
  },
  'an overlay that patches what the fix would change': {
    'clusters/prod/flux-system/gotk-sync.yaml': flux('flux-system', './clusters/prod'),
    'clusters/prod/all.yaml': documents(flux('app', './overlay'), flux('edge', './edge')),
    'overlay/kustomization.yaml': kustomization({
      resources: ['../base'],
      patches: [
        {
          patch: '[{"op":"replace","path":"/spec/rules/0/backendRefs/0/port","value":82}]',
          target: { kind: 'HTTPRoute', name: 'r' },
        },
      ],
    }),
    'base/kustomization.yaml': kustomization({ resources: ['all.yaml'] }),
    'base/all.yaml': app(),
    'edge/all.yaml': open('All'),
  },
};

describe.each([{}, { kustomize: 'off', helm: 'off' }])('with the engines %j', (options) => {
  test.each(Object.entries(trees))('each fix in %s may be applied blindly, wherever its file is delivered', (_, files) =>
    withTree(files, async (directory) => {
      expect((await troublesIn(directory, options)).troubles).toEqual([]);
    }),
  );
});

// To try it on checkouts of public repositories: TREES=/path/to/checkouts npm run test:unit --
// test/deliveries/fixes
const directory = process.env.TREES;
if (directory !== undefined) {
  test.each(readdirSync(directory))(
    'each fix in %s may be applied blindly',
    async (tree) => {
      const { applied, troubles } = await troublesIn(join(directory, tree), {
        kustomize: process.env.KUSTOMIZE,
        helm: process.env.KUSTOMIZE,
      });
      process.stdout.write(`${tree}: ${applied.length} fixes applied: ${[...new Set(applied)].sort().join(', ')}\n`);
      expect(troubles).toEqual([]);
    },
    600_000,
  );
}
