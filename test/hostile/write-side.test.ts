import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Project } from '../cli/project';
import { root } from '../repo/tracked';

const COMMAND = join(root, 'lib/cli/main.js');
const WRITE = `printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: { name: a, namespace: b }\\n' > "$CDK8S_OUTDIR/b.k8s.yaml"`;

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-write-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Runs an app with little memory, and sends a signal once it has begun, or acts once it says so.
 */
function synth(app: string, then?: NodeJS.Signals | (() => void)) {
  writeFileSync(join(folder, 'app.sh'), app);
  writeFileSync(join(folder, 'cdk8s.yaml'), 'app: sh app.sh\n');
  return new Promise<{ code: number | null; signal: NodeJS.Signals | null; err: string; seconds: number }>((resolve) => {
    const begun = performance.now();
    const child = spawn(process.execPath, ['--max-old-space-size=192', COMMAND, 'synth'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      if (typeof then === 'function' && err.startsWith('begun')) {
        then();
        then = undefined;
      }
    });
    const timer = setInterval(() => {
      if (typeof then === 'string' && existsSync(join(folder, 'pid'))) {
        clearInterval(timer);
        child.kill(then);
      }
    }, 50);
    child.once('close', (code, ended) => {
      clearInterval(timer);
      resolve({ code, signal: ended, err, seconds: (performance.now() - begun) / 1000 });
    });
  });
}

async function hasEnded(): Promise<boolean> {
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
  for (let tries = 0; tries < 100; tries++) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s to the command alone ends the app and what it started', async (signal) => {
  const { signal: ended } = await synth('sleep 60 & echo $! > pid.new; mv pid.new pid; wait', signal);
  expect(ended).toBe(signal);
  expect(await hasEnded()).toBe(true);
});

test('a process that outlives the app and holds its output is not waited for, and ends', async () => {
  const { code } = await synth(`sleep 60 & echo $! > pid; ${WRITE}`);
  expect(code).toBe(0);
  expect(await hasEnded()).toBe(true);
});

test('what an app prints is passed on while it runs, however much that is', async () => {
  const { code, err } = await synth(`echo begun; while ! [ -e go ]; do sleep 0.05; done; yes x | head -c 40000000; ${WRITE}`, () => {
    writeFileSync(join(folder, 'go'), '');
  });
  expect(code).toBe(0);
  expect(err.length).toBe(40_000_006);
});

test('of an app that complains without end, the end is kept', async () => {
  const { code, err } = await synth(`yes x | head -c 40000000 >&2; ${WRITE}`);
  expect(code).toBe(0);
  expect(err).toMatch(/^\(\d+ characters before this are left out\)\n/);
  expect(err.length).toBeLessThan(17 * 1024 * 1024);
});

test('many errors in the output of an app that fails take no time', async () => {
  const { code } = await synth('i=0; yes "Error: x" | head -n 200000 >&2; exit 1');
  expect(code).toBe(2);
});

test('an app that runs crossing synth itself is told so', async () => {
  const { code, err } = await synth(`"${process.execPath}" "${COMMAND}" synth`);
  expect(code).toBe(2);
  expect(err).toContain('the app runs "crossing synth" itself');
});

test('what the output is called is no command of a runner', () => {
  writeFileSync(join(folder, 'app.sh'), WRITE);
  writeFileSync(join(folder, 'cdk8s.yaml'), 'app: sh app.sh\noutput: "::error::##[error]x"\n');
  const { status, stdout } = spawnSync(process.execPath, [COMMAND, 'synth'], { cwd: folder, encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringContaining('b.k8s.yaml')]);
  expect(stdout).not.toMatch(/^\s*::|##\[/m);
});

test('an output below a directory that takes none is refused at once', () => {
  writeFileSync(join(folder, 'cdk8s.yaml'), 'app: "true"\noutput: /proc/crossing/dist\n');
  const ended = spawnSync(process.execPath, [COMMAND, 'synth'], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  expect(ended).toMatchObject({ status: 2, stderr: expect.stringMatching(/^crossing: .*proc\/crossing cannot be made: ENOENT: .*\n$/) });
});

test.each(['EACCES', 'EROFS'])('%s beside the output is answered at once: only a lock that is held is waited for', async (code) => {
  const project = new Project();
  try {
    project.app({ 'b.k8s.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: b }\n' });
    const begun = performance.now();
    const ended = await project.run('synth', { FAULT: `mkdir 1 ${code}` });
    expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`crossing: dist cannot be written: ${code}: `) });
    // Two seconds on a quiet machine; waiting for a lock takes two minutes.
    expect(performance.now() - begun).toBeLessThan(20_000);
  } finally {
    rmSync(project.folder, { recursive: true, force: true });
  }
});
