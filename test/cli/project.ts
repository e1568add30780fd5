import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../repo/tracked';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** An app that writes a crossing for each cluster of crossing.yaml. */
export const CLUSTERS_APP = `
const { CrossingApp, CrossNamespaceRoute, Gateway, clusters, http } = require('cdk8s-crossing');
for (const cluster of clusters()) {
  const app = new CrossingApp({ cluster });
  new CrossNamespaceRoute(app, 'cart', {
    listener: Gateway.external({ namespace: 'edge', name: 'public' }).listener('web', { port: 80, protocol: 'HTTP' }),
    source: 'shop',
    destination: 'backend',
    route: http({ hostnames: [cluster + '.example.com'] }),
  });
  app.synth();
}
`;

/**
 * A folder with a project in it whose app writes what `files` of app.json says, and does then what
 * its `then` says.
 */
export class Project {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-synth-')));

  constructor(files: Record<string, string> = {}) {
    this.write({
      'cdk8s.yaml': 'app: node app.js\n',
      'app.js': `
        const { mkdirSync, writeFileSync } = require('node:fs');
        const { dirname, join } = require('node:path');
        const { files, then = '' } = JSON.parse(process.env.APP ?? require('node:fs').readFileSync('app.json', 'utf8'));
        for (const [file, text] of Object.entries(files)) {
          const path = join(process.env.CDK8S_OUTDIR, file);
          mkdirSync(dirname(path), { recursive: true });
          writeFileSync(path, text);
        }
        eval(then);
      `,
      ...files,
    });
  }

  write(files: Record<string, string>): void {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      writeFileSync(join(this.folder, file), text);
    }
  }

  app(files: Record<string, string>, then = ''): void {
    this.write({ 'app.json': JSON.stringify({ files, then }) });
  }

  /** Runs `crossing`, to its end. */
  run(args: string, env: Record<string, string> = {}): Promise<Ended> {
    const preload = env.FAULT === undefined ? [] : ['--require', join(__dirname, 'fault.cjs')];
    const child = spawn(process.execPath, [...preload, join(root, 'lib/cli/main.js'), ...args.split(' ')], {
      cwd: this.folder,
      env: { ...process.env, NO_COLOR: '1', ...env },
    });
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said.err += text;
    });
    child.stdin.end();
    this.running = child.pid;
    return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, ...said })));
  }

  /** The process that was started last. */
  running: number | undefined;

  /**
   * Everything below a directory of the project: texts of files, targets of links, `null` for empty
   * directories.
   */
  tree(directory = 'dist'): Record<string, string | null> {
    const entries = readdirSync(join(this.folder, directory), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    const found = entries.map((entry): Record<string, string | null> => {
      const path = `${directory}/${entry.name}`;
      if (entry.isSymbolicLink()) {
        return { [path]: `-> ${readlinkSync(join(this.folder, path))}` };
      }
      if (!entry.isDirectory()) {
        return { [path]: readFileSync(join(this.folder, path), 'utf8') };
      }
      const below = this.tree(path);
      return Object.keys(below).length > 0 ? below : { [path]: null };
    });
    return Object.assign({}, ...found);
  }

  /** What tells whether a file was touched. */
  touched(path: string): string {
    const { ino, mtimeMs } = statSync(join(this.folder, path));
    return `${ino} ${mtimeMs}`;
  }

  /** The names at the top of the project that it did not begin with. */
  left(): string[] {
    return readdirSync(this.folder).filter((name) => name.startsWith('.') || name === 'dist');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
