// Builds lib/ from a clean slate, so that a file that was deleted is not published.
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync, transformSync } from 'esbuild';

const root = new URL('..', import.meta.url);
rmSync(new URL('lib', root), { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
// The schema is published once, beside lib/, where editors look for it.
rmSync(new URL('lib/crossing.schema.json', root));
const settings = new URL('lib/settings/config.js', root);
const beside = readFileSync(settings, 'utf8').replace('"../crossing.schema.json"', '"../../crossing.schema.json"');
writeFileSync(settings, beside);
// What people start is few files: node takes longer to find and read hundreds than they take for
// what they do.
built({
  entryPoints: ['index.ts'],
  outfile: 'lib/index.js',
  allowOverwrite: true,
  packages: 'external',
  external: ['./cli/cdk8s-plugin.js'],
});
// What is installed along stays outside, so that a fix of it reaches the command; what is bundled
// is not a dependency.
const { exports, bin, dependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const inputs = bundleCommand();
chmodSync(new URL('lib/cli/main.js', root), 0o755);
writeFileSync(new URL('lib/cli/LICENSES', root), licenses(inputs));

// Node is given this file to run before an app.
const BEFORE_APP = 'lib/cli/synth/long-stacks.js';

// What went into a bundle, and no other entry point asks for, would be published twice.
const entries = [...Object.values(exports), ...Object.values(bin), BEFORE_APP]
  .map((to) => to.default ?? to)
  .filter((file) => file.endsWith('.js'));
const asked = built({ entryPoints: entries, outdir: 'unused', write: false, packages: 'external' }).metafile.inputs;
for (const file of readdirSync(new URL('lib', root), { recursive: true })) {
  const path = `lib/${file.replaceAll('\\', '/')}`;
  if (path.endsWith('.js') && !(path in asked)) {
    rmSync(new URL(path, root));
  }
}

/**
 * The command, in a file for what always runs and others for what an `import()` loads, because node
 * reads a file to its end before it runs it. esbuild splits ES modules alone; each becomes CommonJS
 * afterwards.
 *
 * @returns what went into it
 */
function bundleCommand() {
  const { outputFiles, metafile } = built({
    entryPoints: ['cli/main.ts'],
    outdir: 'lib/cli',
    format: 'esm',
    splitting: true,
    write: false,
    external: Object.keys(dependencies),
  });
  for (const { path, text } of outputFiles) {
    const { code } = transformSync(text, { format: 'cjs', platform: 'node', target: 'node20', supported: { 'dynamic-import': false } });
    writeFileSync(path, code);
  }
  return Object.keys(metafile.inputs);
}

function built(options) {
  return buildSync({ absWorkingDir: fileURLToPath(root), bundle: true, platform: 'node', target: 'node20', metafile: true, ...options });
}

/** The licenses of the bundled packages, which ask to go along with every copy. */
function licenses(files) {
  const packages = new Set(files.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
  return [...packages]
    .sort()
    .map((name) => {
      const folder = new URL(`node_modules/${name}/`, root);
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      if (file === undefined) {
        throw new Error(`${name} has no license to pass on`);
      }
      return `lib/cli holds ${name}, under this license:\n\n${readFileSync(new URL(file, folder), 'utf8').trim()}\n`;
    })
    .join('\n');
}
