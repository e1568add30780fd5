import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { type Finding, type JudgeOptions, judge } from '../../analyzer';
import { body } from '../../analyzer/render/check-text';
import { summaryLine } from '../../analyzer/render/summary';
import { groupFindings } from '../../analyzer/report/group-findings';
import type { Report } from '../../analyzer/report/report';
import { CrossingValidation } from '../../cli/cdk8s-plugin';
import { certificates } from '../../cli/judge/certificates';
import { findings } from '../../jest/findings';
import { inProcess } from './in-process';

const [certificate, key] = ['CERTIFICATE', 'PRIVATE KEY'].map((label) => btoa(`-----BEGIN ${label}-----\nZm9v\n-----END ${label}-----\n`));

const route = (name: string, namespace: string, service: string, section = 'web') => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name}, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: edge, sectionName: ${section} }]
  hostnames: [${name}.example.com]
  rules: [{ backendRefs: [{ name: ${service}, namespace: ${namespace}, port: 8080 }] }]
`;

/** Something for everything that a verdict depends on. */
const OUTPUT = `apiVersion: v1
kind: Namespace
metadata: { name: backend }
---
apiVersion: v1
kind: Namespace
metadata: { name: elsewhere }
---
apiVersion: v1
kind: Secret
type: kubernetes.io/tls
metadata: { name: cert, namespace: shop }
data: { tls.crt: ${certificate}, tls.key: ${key} }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: own, namespace: shop }
spec:
  gatewayClassName: public
  listeners:
    - name: web
      port: 443
      protocol: HTTPS
      tls: { certificateRefs: [{ name: cert }] }
---
apiVersion: gateway.networking.k8s.io/v1alpha2
kind: TCPRoute
metadata: { name: database, namespace: shop }
spec:
  parentRefs: [{ name: unknown, namespace: nowhere }]
  rules: [{ backendRefs: [{ name: database, port: 5432 }] }]
${route('refused', 'backend', 'cart')}${route('accepted', 'backend', 'cart')}---
# crossing-ignore: ref-not-permitted the grant is applied by hand
${route('commented', 'backend', 'cart').slice(4)}${route('open', 'elsewhere', 'cart')}${route('typo', 'backend', 'cart', 'wbe')}${['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => route(name, 'unknown', 'cart')).join('')}`;

const FILES = {
  'crossing.yaml': `context: [platform]
open: [elsewhere]
target: { gatewayApi: "1.6", channel: standard }
ignore:
  - { rule: ref-not-permitted, subject: HTTPRoute shop/accepted, reason: the grant is applied by hand }
`,
  'platform/gateway.yaml': `apiVersion: v1
kind: Namespace
metadata: { name: edge }
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: public }
spec: { controllerName: example.com/public }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: edge }
spec:
  gatewayClassName: public
  listeners: [{ name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }]
`,
  'dist/app.k8s.yaml': OUTPUT,
};

const before = process.cwd();
let folder: string;
let library: Report;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-doors-')));
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  process.chdir(folder);
  const read = (path: string, context: boolean) => ({ path, text: readFileSync(path, 'utf8'), context });
  const settings = load(FILES['crossing.yaml']) as JudgeOptions;
  library = judge([read('dist/app.k8s.yaml', false), read('platform/gateway.yaml', true)], { ...settings, certificates }).report;
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const crossing = (...args: string[]) => inProcess(folder, args, '', process.env);

const warnings = () => library.findings.filter(({ severity }) => severity !== 'note');
const place = ({ line, column }: Finding) => `${line}:${column}`;

test('the input has something for each of them', () => {
  const rules = library.findings.map(({ rule, severity }) => `${severity} ${rule}`);
  expect(rules).toEqual(expect.arrayContaining(['error ref-not-permitted', 'error invalid-certificate-ref', 'error version-not-served']));
  expect(rules.filter((rule) => rule.startsWith('note ')).length).toBeGreaterThan(5);
  expect(library.findings.filter(({ rule, severity }) => rule === 'ref-not-permitted' && severity === 'error')).toHaveLength(2);
  expect(library.summary.ignored).toBe(2);
});

test('check finds what the library finds', async () => {
  const { code, out } = await crossing('check', 'dist', '-o', 'json');
  expect(JSON.parse(out).summary).toEqual(library.summary);
  const data = ({ params: _, ...rest }: Finding) => JSON.parse(JSON.stringify(rest));
  expect(JSON.parse(out).findings).toEqual(library.findings.map(data));
  expect(code).toBe(1);
});

test('synth shows its warnings and errors, and the same counts', async () => {
  const { code, out } = await crossing('synth', '--app', 'cp dist/app.k8s.yaml $CDK8S_OUTDIR');
  expect(code).toBe(1);
  for (const { finding } of groupFindings(warnings())) {
    expect(out).toContain(`:${place(finding)} ${finding.severity} ${finding.rule}\n  ${finding.message}\n`);
  }
  expect(out.replace(/, \d+ not shown/, '')).toContain(`\n${summaryLine(library)}\n`);
});

test('the plug-in of cdk8s reports its warnings and errors, and the same counts', async () => {
  const violations: string[] = [];
  let submitted: unknown[] = [];
  const report = {
    addViolation: ({ ruleName, recommendation, violatingResources }: Violation) => {
      const messages = recommendation.match(/^ *(?:error|warning): .*$/gm) ?? [];
      const found = violatingResources.map(({ locations: [at = ''] }, index) => [
        ruleName,
        at.replace('dist/app.k8s.yaml:', ''),
        messages[index]?.trim(),
      ]);
      violations.push(...found.map((parts) => parts.join(' ')));
    },
    submit: (...what: unknown[]) => {
      submitted = what;
    },
  };
  await new CrossingValidation().validate({ manifests: [join(folder, 'dist/app.k8s.yaml')], report });
  expect(violations.sort()).toEqual(
    warnings()
      .map((it) => `${it.rule} ${place(it)} ${it.severity}: ${it.message}`)
      .sort(),
  );
  expect(submitted).toEqual(['failure', { Summary: summaryLine(library), 'Lines of the app': expect.stringContaining('crossing synth') }]);
});

type Violation = Parameters<Parameters<CrossingValidation['validate']>[0]['report']['addViolation']>[0];

test('the matcher of jest reports all of them, and the same counts', () => {
  const { pass, message } = findings(OUTPUT, { failOn: 'note' }, join(folder, 'app.test.ts'));
  expect(pass).toBe(false);
  const blocks = message().split('\n\n').slice(1, -1);
  expect(blocks).toHaveLength(library.findings.length);
  for (const finding of library.findings) {
    expect(message()).toContain(body(finding));
  }
  expect(message().endsWith(summaryLine(library))).toBe(true);
});

test('formats for programs have every finding, and formats for people name those that read alike once', async () => {
  const output = async (format: string) => (await crossing('check', 'dist', '-o', format)).out;
  const total = library.findings.length;
  const results: { suppressions?: unknown[] }[] = JSON.parse(await output('sarif')).runs[0].results;
  expect(results.filter(({ suppressions = [] }) => suppressions.length === 0)).toHaveLength(total);
  expect((await output('github')).match(/^::/gm)).toHaveLength(total);
  const text = await output('text');
  expect(text.match(/^dist\/app/gm)?.length).toBeLessThan(total);
  expect(text).toContain(summaryLine(library));
  const markdown = await output('markdown');
  const shown = markdown.match(/^\*\*(?:error|warning|note)\*\*/gm)?.length ?? 0;
  const listed = markdown.match(/^- `dist\/app\.k8s\.yaml:\d+:\d+` `\w+ shop\/\w+`$/gm)?.length ?? 0;
  expect([shown < total, shown + listed]).toEqual([true, total]);
});

test('an ignore that matches nothing is reported by check alone: a test and an app judge a part of what it was written for', async () => {
  const config = readFileSync('crossing.yaml', 'utf8');
  writeFileSync('crossing.yaml', `${config}  - { rule: grant-unused, subject: ReferenceGrant a/b, reason: none }\n`);
  const { err } = await crossing('check', 'dist', '--ignore', 'hostname-conflict');
  expect(err).toBe(
    'crossing.yaml:6:5: ignore of grant-unused matches no finding; remove it\n' +
      '--ignore hostname-conflict: ignore of hostname-conflict matches no finding; remove it\n',
  );
  writeFileSync('crossing.yaml', config);
});
