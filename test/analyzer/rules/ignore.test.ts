import { applyIgnores } from '../../../analyzer/report/apply-ignores';
import type { Finding } from '../../../analyzer/report/finding';
import type { Ignore } from '../../../analyzer/report/ignore';
import { ignoreComments } from '../../../analyzer/report/ignore-comments';
import type { Report } from '../../../analyzer/report/report';

function finding(rule: string, name: string, line = 1): Finding {
  const subject = { apiVersion: 'v1', kind: name === '' ? '' : 'Service', namespace: 'a', name };
  return {
    rule,
    severity: 'error',
    subject,
    path: '',
    file: 'a.yaml',
    line,
    column: 1,
    params: {},
    message: '',
    seen: [],
  } as unknown as Finding;
}

function report(...findings: Finding[]): Report {
  const errors = findings.length;
  return {
    findings,
    summary: { manifests: 1, routes: 0, crossings: 0, errors, warnings: 0, notes: 0, ignored: 0, templates: 0, patches: 0, unknown: 0 },
  };
}

function left(ignores: Ignore[], ...findings: Finding[]): string[] {
  return applyIgnores(report(...findings), ignores).report.findings.map(({ rule, subject }) => `${rule} ${subject.name}`);
}

describe('an ignore', () => {
  const findings = [finding('x', 'one'), finding('x', 'two'), finding('y', 'one'), finding('x', '')];

  test('takes away what its rule finds in its subject', () => {
    expect(left([{ rule: 'x', subject: 'Service a/one', at: '' }], ...findings)).toEqual(['x two', 'y one', 'x ']);
  });

  test('names a file where a finding is about no object', () => {
    expect(left([{ rule: 'x', subject: 'a.yaml', at: '' }], ...findings)).toEqual(['x one', 'x two', 'y one']);
  });

  test('without a subject takes away all that its rule finds', () => {
    expect(left([{ rule: 'x', at: '' }], ...findings)).toEqual(['y one']);
  });

  test('is counted, and the findings that are left are', () => {
    const { summary } = applyIgnores(report(...findings), [{ rule: 'x', at: '' }]).report;
    expect([summary.errors, summary.ignored]).toEqual([1, 3]);
  });

  test('is told when it matches nothing, and only then', () => {
    const [used, again, unused] = [
      { rule: 'y', at: 'used' },
      { rule: 'y', subject: 'Service a/one', at: 'again' },
      { rule: 'x', subject: 'Service a/three', at: 'unused' },
    ];
    expect(applyIgnores(report(...findings), [used, again, unused]).unused).toEqual([unused]);
  });
});

describe('a comment', () => {
  const covered = (text: string) =>
    ignoreComments('a.yaml', text).map(({ rule, reason, lines }) => [rule, reason, lines?.first, lines?.last]);

  test('at the end of a line counts for that line', () => {
    expect(covered('a: 1\nb: 2 # crossing-ignore: x it is meant\nc: 3\n')).toEqual([['x', 'it is meant', 2, 2]]);
  });

  test('above a key counts for what is nested below it', () => {
    expect(covered('a: 1\n# crossing-ignore: x it is meant\nspec:\n  b: 1\n\n  # c\n  d:\n    - 1\ne: 2\n')).toEqual([
      ['x', 'it is meant', 2, 8],
    ]);
  });

  test('above a key counts for its list, indented or not', () => {
    expect(covered('a: 1\n# crossing-ignore: x it is meant\nrefs:\n- name: b\n  port: 1\n- name: c\nd: 1')).toEqual([
      ['x', 'it is meant', 2, 6],
    ]);
  });

  test('above an item counts for that item', () => {
    expect(covered('refs:\n  # crossing-ignore: x it is meant\n  - name: b\n    port: 1\n  - name: c\n')).toEqual([
      ['x', 'it is meant', 2, 4],
    ]);
  });

  test('above the first line of a document counts for the document', () => {
    const text = 'a: 1\n---\n# of team b\n# crossing-ignore: x it is meant\n\nb: 1\nc: 2\n---\nd: 1\n';
    expect(covered(text)).toEqual([['x', 'it is meant', 4, 7]]);
  });

  test('counts for no line but its own where nothing follows', () => {
    expect(covered('a: 1\n# crossing-ignore: x it is meant\n---\nb: 1')).toEqual([['x', 'it is meant', 2, 2]]);
  });

  test('may stand above another one', () => {
    expect(covered('a: 1\n# crossing-ignore: x one\n# crossing-ignore: y two\nb:\n  c: 1\r')).toEqual([
      ['x', 'one', 2, 5],
      ['y', 'two', 3, 5],
    ]);
  });

  test('tells its place and what it lacks', () => {
    expect(ignoreComments('a.yaml', 'a: 1\nb: 1  #crossing-ignore: x\nc: 1 # crossing-ignore:')).toMatchObject([
      { rule: 'x', reason: '', at: 'a.yaml:2:7' },
      { rule: '', reason: '', at: 'a.yaml:3:6' },
    ]);
  });

  test('is not what stands within a word', () => {
    expect(covered('a: b#crossing-ignore: x y\n')).toEqual([]);
  });
});
