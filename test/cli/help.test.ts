import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { root } from '../repo/tracked';
import { CLUSTERS_APP, Project } from './project';

const GATEWAY = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: edge }
spec:
  gatewayClassName: kong
  listeners: [{ name: web, port: 80, protocol: HTTP }]
`;

const ROUTE = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: pay, namespace: edge }
spec:
  parentRefs: [{ name: public, sectionName: web }]
  rules: [{ backendRefs: [{ name: pay, port: 80 }] }]
`;

// Programs that are not there in every place, as far as the examples use them.
const PROGRAMS = { helm: '#!/bin/sh\ncat routes/route.yaml\n', kubectl: '#!/bin/sh\nexec cat >/dev/null\n' };

let project: Project;
beforeAll(() => {
  project = new Project({
    'cdk8s.yaml': 'language: typescript\napp: node main.js\noutput: dist\n',
    'main.js': CLUSTERS_APP,
    'crossing.yaml': 'target: { controller: kong, channel: standard, gatewayApi: "1.6" }\nclusters: { dev: {}, prod: {} }\n',
    'platform/gateway.yaml': GATEWAY,
    'routes/route.yaml': ROUTE,
    'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    ...Object.fromEntries(Object.entries(PROGRAMS).map(([name, script]) => [`bin/${name}`, script])),
  });
  for (const name of Object.keys(PROGRAMS)) {
    chmodSync(join(project.folder, 'bin', name), 0o755);
  }
  mkdirSync(join(project.folder, 'node_modules'));
  symlinkSync(root, join(project.folder, 'node_modules/cdk8s-crossing'));
  symlinkSync(join(root, 'lib/cli/main.js'), join(project.folder, 'bin/crossing'));
});
afterAll(() => project.remove());

/** Runs a line in the project, as a shell does that does not hide a failure in a pipe. */
function shell(line: string) {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `set -o pipefail\n${line}`], {
    cwd: project.folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      NO_COLOR: '1',
      PATH: [join(project.folder, 'bin'), dirname(process.execPath), process.env.PATH].join(delimiter),
    },
  });
  return { status, stdout, stderr };
}

test.each(['init', 'synth', 'check', 'status', 'explain'])('every example of crossing %s --help runs', (command) => {
  expect(shell('crossing synth').status).toBe(0);
  const { stdout: help } = shell(`crossing ${command} --help`);
  const lines = [...help.matchAll(/^ {2}\$ (.+)$/gm)].map(([, line = '']) => line);
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) {
    const { status, stdout, stderr } = shell(line);
    expect({ line, status, stderr }).toEqual({ line, status: 0, stderr: expect.not.stringContaining('crossing:') });
    if (!line.includes('|')) {
      expect([line, stdout]).toEqual([line, expect.stringMatching(/\S/)]);
    }
  }
});
