import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kind } from '../../analyzer/model/objects';
import { catalog } from '../../analyzer/rules/catalog';
import type { Finding, Predicted, RuleName } from '../../analyzer/rules/finding';
import { registry } from '../../analyzer/rules/registry';
import type { Rule } from '../../analyzer/rules/rule';
import { expectGolden } from '../golden';
import { read, root } from '../repo/tracked';
import { applyEdit } from './apply-edit';
import { cases, judge, plain, rules, sources, wanted } from './cases';

function predicted({ condition, status, reason, parent, listener }: Predicted): string {
  const on = parent === undefined ? '' : ` on parent ${parent.namespace ?? ''}/${parent.name} ${parent.sectionName ?? ''}`;
  return `${condition}=${status} ${reason}${on}${listener === undefined ? '' : ` on listener ${listener}`}`;
}

function text(findings: readonly Finding[]): string {
  return findings
    .map(({ file, line, column, severity, rule, message, seen, fix, predicts, traffic }) => {
      const forecast = [predicts && predicted(predicts), traffic].filter((part) => part !== undefined).join('; ');
      const details = [
        ...seen.map((one) => `    seen      ${one}\n`),
        fix === undefined ? '' : `    fix       ${fix.text}\n`,
        forecast === '' ? '' : `    predicts  ${forecast}\n`,
      ];
      return `${file}:${line}:${column} ${severity} ${rule}\n  ${message}\n${details.join('')}`;
    })
    .join('\n');
}

function identity({ rule, subject, message }: Finding): string {
  return JSON.stringify([rule, subject, message]);
}

describe.each(cases)('$name', (one) => {
  const bad = () => judge(sources(one, 'bad.yaml', one.bad), one.without);

  test('finds what is wanted, where it is wanted', () => {
    expect(bad().findings.map(({ line, rule }) => `${line} ${rule}`)).toEqual(wanted(one.bad));
    expect(wanted(one.bad).join('\n')).toContain(one.rule);
  });

  test('says it in the words of bad.out', () => {
    expectGolden(join(one.folder, 'bad.out'), text(bad().findings));
  });

  test('is silent about the nearest correct neighbour', () => {
    expect(text(judge(sources(one, 'ok.yaml', one.ok), one.without).findings)).toBe('');
  });

  test('each edit mends its finding and breaks nothing', () => {
    const { findings } = bad();
    const known = new Set(findings.map(identity));
    for (const finding of findings) {
      if (finding.fix?.edit === undefined) continue;
      const after = judge(applyEdit(sources(one, 'bad.yaml', one.bad), finding.fix.edit), one.without).findings;
      expect(after.map(identity)).not.toContain(identity(finding));
      expect(after.filter((left) => left.severity === 'error' && !known.has(identity(left)))).toEqual([]);
    }
  });

  test('is short', () => {
    expect(one.bad.split('\n').length).toBeLessThanOrEqual(40);
  });
});

describe.each(rules)('%s', (rule) => {
  const own = cases.filter((one) => one.rule === rule);
  const page = join(root, `docs/rules/${rule}.md`);

  test('looks at the kinds that it declares, and at no other', () => {
    const touched = new Set<Kind>();
    for (const one of own)
      for (const manifest of [one.bad, one.ok]) {
        const { world, prediction } = judge(sources(one, 'bad.yaml', manifest), one.without);
        [...(registry[rule] as Rule<RuleName>).find({ world: world.watched((kind) => touched.add(kind)), prediction })];
      }
    expect([...touched].sort()).toEqual([...registry[rule].reads].sort());
  });

  test('has a case and a page that shows it', () => {
    const example = own.find(({ name }) => name === rule);
    if (example === undefined) throw new Error(`there is no test/cases/${rule}`);
    const manifest = plain(example.bad);
    const output = text(judge(sources(example, 'bad.yaml', manifest), example.without).findings);
    const written = existsSync(page) ? readFileSync(page, 'utf8') : '';
    const [head, why] = [written.split('\n## Example\n')[0], written.slice(written.indexOf('\n## Why\n'))];
    expect(written.match(/^#+ .+$/gm)).toEqual([`# ${rule}`, '## Example', '## Output', '## Why', '## Fix', '## Spec']);
    expectGolden(page, `${head}\n## Example\n\n\`\`\`yaml\n${manifest}\`\`\`\n\n## Output\n\n\`\`\`text\n${output}\`\`\`\n${why}`);
  });
});

test('a rule has one name in all places', () => {
  expect(rules).toEqual([...rules].sort());
  expect(Object.keys(catalog).sort()).toEqual(rules);
  expect(readdirSync(join(root, 'docs/rules')).sort()).toEqual(rules.map((rule) => `${rule}.md`));
  expect(cases.filter((one) => one.rule === undefined)).toEqual([]);
  const files = readdirSync(join(root, 'analyzer/rules')).filter((file) => / Rule<'[\w-]+'> = /.test(read(`analyzer/rules/${file}`)));
  expect(files.sort()).toEqual(rules.map((rule) => `${rule}.ts`));
});
