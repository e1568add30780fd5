// One process that is measured: app.ts crossing|stock|floor few|own N
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App } from 'cdk8s';
import { CrossingApp, CrossNamespaceRoute, Gateway, http } from 'cdk8s-crossing';

const [how, where, number] = process.argv.slice(2);
const NAMESPACES = 50;
const outdir = mkdtempSync(join(tmpdir(), 'crossing-bench-'));
const measured = (globalThis as { measured?: Record<string, number> }).measured ?? {};

const begun = performance.now();
const app = how === 'crossing' ? new CrossingApp({ outdir }) : new App({ outdir });
const listener = Gateway.external({ namespace: 'kong', name: 'kong' }).listener('proxy', { port: 80, protocol: 'HTTP' });
for (let index = 0; index < Number(number); index++) {
  const team = where === 'few' ? index % NAMESPACES : index;
  new CrossNamespaceRoute(app, `echo-${index}`, {
    listener,
    source: `source-${team}`,
    destination: `destination-${team}`,
    route: http({ pathPrefix: `/echo-${index}`, stripPrefix: true }),
  });
}
const built = performance.now();
if (how === 'floor') {
  floor(app);
} else {
  app.synth();
}
measured.build = (built - begun) / 1000;
measured.synth = (performance.now() - built) / 1000;
rmSync(outdir, { recursive: true });

/**
 * The least that has to be done: every object rendered once, the quickest text there is, and one
 * write for each file.
 */
function floor(app: App): void {
  const files = new Map<string, string[]>();
  for (const construct of app.node.findAll()) {
    if (ApiObject.isApiObject(construct)) {
      const file = construct.chart.node.id;
      const texts = files.get(file) ?? [];
      texts.push(JSON.stringify(construct.toJson()));
      files.set(file, texts);
    }
  }
  for (const [file, texts] of files) {
    writeFileSync(join(outdir, `${file}.json`), texts.join('\n'));
  }
}
