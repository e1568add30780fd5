// One process that is measured: checks.ts N: how much of the time in which N crossings are built
// goes into the checks of props.
import { mkdtempSync, rmSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CrossingApp, CrossNamespaceRoute, Gateway, http } from '../../constructs';

const CHECKS = /\/constructs\/checks\/shape\.ts$/;
const measured = (globalThis as { measured?: Record<string, number> }).measured ?? {};

async function main(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 100 });
  await session.post('Profiler.start');
  const outdir = mkdtempSync(join(tmpdir(), 'crossing-bench-'));
  const app = build(outdir, Number(process.argv[2]));
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const built = performance.now();
  app.synth();
  measured.synth = (performance.now() - built) / 1000;
  measured.checks = within(profile, CHECKS) / 1e6;
  rmSync(outdir, { recursive: true });
}

/** What app.ts builds, from the sources, whose functions a profile names by their files. */
function build(outdir: string, size: number): CrossingApp {
  const app = new CrossingApp({ outdir });
  const listener = Gateway.external({ namespace: 'kong', name: 'kong' }).listener('proxy', { port: 80, protocol: 'HTTP' });
  for (let index = 0; index < size; index++) {
    new CrossNamespaceRoute(app, `echo-${index}`, {
      listener,
      source: `source-${index % 50}`,
      destination: `destination-${index % 50}`,
      route: http({ pathPrefix: `/echo-${index}`, stripPrefix: true }),
    });
  }
  return app;
}

/** The microseconds that were spent in functions of some files, and in what they called. */
function within({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, files: RegExp): number {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const inside = new Set<number>();
  const enter = (id: number, above: boolean) => {
    const node = byId.get(id);
    const here = above || files.test(node?.callFrame.url ?? '');
    if (here) {
      inside.add(id);
    }
    for (const child of node?.children ?? []) {
      enter(child, here);
    }
  };
  const [root] = nodes;
  enter(root?.id ?? 0, false);
  return samples.reduce((sum, id, index) => sum + (inside.has(id) ? (timeDeltas[index] ?? 0) : 0), 0);
}

main();
