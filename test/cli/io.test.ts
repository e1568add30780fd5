import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../repo/tracked';

const SHOP = JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
const ROUTES = Array.from({ length: 500 }, (_, index) => {
  const metadata = { name: `cart-${index}`, namespace: 'shop' };
  return `${JSON.stringify({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata, spec: { parentRefs: [{ name: 'public' }] } })}
# crossing-ignore: grant-unused nobody knows why`;
});
const CHECK = `"${process.execPath}" "${join(root, 'lib/cli/main.js')}" check -`;

test.each([
  ['what is found', `${CHECK} 2>/dev/null | true; echo "\${PIPESTATUS[0]}"`, 1],
  ['what is said on standard error', `{ ${CHECK} --ignore parent-not-found >/dev/null; echo "$?" >&3; } 3>&1 2> >(true)`, 0],
])('who stops reading %s does not change the exit code', (_, command, code) => {
  const { stdout } = spawnSync('bash', ['-c', command], { input: [SHOP, ...ROUTES].join('\n---\n'), encoding: 'utf8' });
  expect(stdout).toBe(`${code}\n`);
});

test('fails if what is found cannot be written', () => {
  const full = spawnSync('bash', ['-c', `${CHECK} >/dev/full`], { input: SHOP, encoding: 'utf8' });
  expect([full.status, full.stderr]).toEqual([2, '']);
});

test.each([
  ['on a terminal', 'true', {}, true],
  ['in a pipe', 'false', {}, false],
  ['where NO_COLOR is set', 'true', { NO_COLOR: '1' }, false],
])('colours %s', (_, isTTY, env, coloured) => {
  const terminal = `--import "data:text/javascript,process.stdout.isTTY=${isTTY}"`;
  const { stdout } = spawnSync('bash', ['-c', CHECK.replace(' ', ` ${terminal} `)], {
    input: [SHOP, ...ROUTES].join('\n---\n'),
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
  expect(stdout.includes('\u001b[31merror')).toBe(coloured);
});
