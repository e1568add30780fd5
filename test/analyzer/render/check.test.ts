import '@microsoft/jest-sarif';
import { checkGithub } from '../../../analyzer/render/check-github';
import { checkJson } from '../../../analyzer/render/check-json';
import { checkMarkdown } from '../../../analyzer/render/check-markdown';
import { checkSarif } from '../../../analyzer/render/check-sarif';
import { checkText } from '../../../analyzer/render/check-text';
import type { Finding } from '../../../analyzer/report/finding';
import type { Report } from '../../../analyzer/report/report';

const target = { group: '', kind: 'Service', namespace: 'test-destination', name: 'echo' };
const finding: Finding = {
  rule: 'ref-not-permitted',
  severity: 'error',
  subject: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', namespace: 'test-source', name: 'echo' },
  path: 'spec.rules[0].backendRefs[0]',
  file: 'dist/test-source.k8s.yaml',
  line: 31,
  column: 11,
  params: {
    target,
    from: { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'test-source' },
    near: [],
    local: false,
    loss: { role: 'backend', share: 100 },
  },
  message:
    'HTTPRoute test-source/echo may not reference Service test-destination/echo: no ReferenceGrant in "test-destination" permits HTTPRoute from "test-source"',
  seen: ['allow-web permits HTTPRoute from "web"'],
  fix: { text: 'add from HTTPRoute in "test-source" to ReferenceGrant test-destination/allow-web' },
  predicts: {
    condition: 'ResolvedRefs',
    status: 'False',
    reason: 'RefNotPermitted',
    parent: { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'kong', name: 'kong', sectionName: 'proxy' },
  },
  traffic: 'requests get 500',
};
const summary = {
  manifests: 7,
  routes: 1,
  crossings: 2,
  errors: 1,
  warnings: 0,
  notes: 0,
  ignored: 0,
  templates: 0,
  patches: 0,
  unknown: 0,
};
const report: Report = { findings: [finding], summary };
const clean: Report = { findings: [], summary: { ...summary, errors: 0 } };
/** A name that means something to a terminal, to Markdown, to HTML, to SARIF and to a workflow. */
const EVIL = '\u001b[31m```\n::error::[x](https://evil.example)<img src=x>`@team\r%0A';
const evil: Report = { findings: [{ ...finding, message: EVIL, file: `${EVIL}.yaml`, seen: [EVIL] }], summary };

const ansi = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[m`;
const palette = { bold: ansi(1), dim: ansi(2), red: ansi(31), green: ansi(32), yellow: ansi(33), cyan: ansi(36) };

test('text reads as people do', () => {
  expect(checkText(report)).toBe(`dist/test-source.k8s.yaml:31:11 error ref-not-permitted
  HTTPRoute test-source/echo may not reference Service test-destination/echo: no ReferenceGrant in "test-destination" permits HTTPRoute from "test-source"
    seen      allow-web permits HTTPRoute from "web"
    fix       add from HTTPRoute in "test-source" to ReferenceGrant test-destination/allow-web
    predicts  ResolvedRefs=False RefNotPermitted on parent kong/kong, section proxy; requests get 500

7 manifests, 1 route, 2 crossings: 1 error
`);
  expect(checkText(clean)).toBe('7 manifests, 1 route, 2 crossings: no findings\n');
});

test('colours change nothing but the colour', () => {
  const coloured = checkText(report, palette);
  expect(coloured).toContain('\u001b[31merror\u001b[m ref-not-permitted');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours.
  expect(coloured.replace(/\u001b\[\d*m/g, '')).toBe(checkText(report));
});

test('JSON is the contract', () => {
  const { params, ...contract } = finding;
  expect(JSON.parse(checkJson(report))).toEqual({ findings: [contract], summary, suppressions: [], settings: [], passedOver: [] });
});

test('SARIF is valid by the published schema, whatever a manifest says', () => {
  for (const each of [report, clean, evil]) {
    expect(JSON.parse(checkSarif(each, '1.2.3'))).toBeValidSarifLog();
  }
});

test('SARIF has what code scanning needs', () => {
  const [run] = JSON.parse(checkSarif(report, '1.2.3')).runs;
  const [result] = run.results;
  expect(result).toMatchObject({
    ruleId: 'ref-not-permitted',
    level: 'error',
    locations: [
      { physicalLocation: { artifactLocation: { uri: 'dist/test-source.k8s.yaml' }, region: { startLine: 31, startColumn: 11 } } },
    ],
  });
  expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
});

test('a fingerprint outlives moved lines and tells repeated findings apart', () => {
  const prints = (findings: Finding[]) =>
    JSON.parse(checkSarif({ findings, summary }, '1')).runs[0].results.map(
      ({ partialFingerprints }: { partialFingerprints: object }) => partialFingerprints,
    );
  const moved = { ...finding, line: 99 };
  expect(prints([moved])).toEqual(prints([finding]));
  expect(new Set(prints([finding, moved, { ...finding, message: 'another' }]).map(JSON.stringify)).size).toBe(3);
});

test('GitHub annotates the line', () => {
  expect(checkGithub(report).split('\n')[0]).toBe(
    `::error file=dist/test-source.k8s.yaml,line=31,col=11,title=ref-not-permitted::${finding.message}%0Aseen: allow-web permits HTTPRoute from "web"%0Afix: ${finding.fix?.text}%0Apredicts: ResolvedRefs=False RefNotPermitted on parent kong/kong, section proxy; requests get 500`,
  );
  expect(checkGithub({ ...report, findings: [{ ...finding, severity: 'note' }] })).toMatch(/^::notice /);
});

test('no text of a manifest makes a second workflow command', () => {
  const lines = checkGithub(evil).trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines.filter((line) => line.startsWith('::'))).toHaveLength(1);
});

test('Markdown keeps what a manifest says in code', () => {
  const lines = checkMarkdown(evil).split('\n');
  const fences = lines.flatMap((line, index) => (/^````+(text)?$/.test(line) ? [index] : []));
  expect(fences).toHaveLength(2);
  const outside = [...lines.slice(0, fences[0]), ...lines.slice((fences[1] ?? 0) + 1)].join('\n').replace(/(`+)[^`].*?\1/g, '');
  expect(outside).not.toMatch(/evil|team|img/);
});

test('Markdown stays below what a comment may hold, and says what it leaves out', () => {
  const many = checkMarkdown({ ...report, findings: Array.from({ length: 1000 }, () => finding) });
  expect(many.length).toBeLessThan(65_536);
  expect(many).toMatch(/… and \d+ findings more: run `crossing check` to see all\n$/);
});

test('SARIF says that a release is not known', () => {
  const { runs } = JSON.parse(checkSarif({ ...report, unknownRelease: { named: '1.8', counts: '1.7' } }, '1.0.0'));
  expect(runs[0].invocations).toEqual([
    {
      executionSuccessful: true,
      toolExecutionNotifications: [{ level: 'warning', message: { text: 'Gateway API 1.8 is not known: 1.7 counts' } }],
    },
  ]);
});
