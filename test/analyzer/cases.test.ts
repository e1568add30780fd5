import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Kind } from '../../analyzer/model/objects';
import { checkText } from '../../analyzer/render/check-text';
import type { Finding } from '../../analyzer/report/finding';
import { factsOf } from '../../analyzer/rules/facts/facts';
import { registry } from '../../analyzer/rules/registry';
import { expectGolden } from '../golden';
import { read, root } from '../repo/tracked';
import { applyFix } from './apply-edit';
import { type Case, cases, deliveriesOf, judge, optionsFor, plain, rules, sources, wanted } from './cases';

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\`\`\`\n`;
}

/** What stands beside the example of a page, so that whoever copies it gets the same answer. */
function surroundings({ context }: Case): string {
  return context === undefined ? '' : `What is in the cluster already, in \`context.yaml\`:\n\n${fenced('yaml', context)}\n`;
}

function command({ context, without, target }: Case): string {
  const beside = context === undefined ? [] : ['--with context.yaml'];
  const words = ['crossing check bad.yaml', ...beside, ...without.map((feature) => `--without ${feature}`)].join(' ');
  const crds = target?.gatewayApi === undefined ? '' : ` for a cluster with the ${target.channel} CRDs of Gateway API ${target.gatewayApi}`;
  const controller = target?.controller === undefined ? '' : ` with \`target: { controller: ${target.controller} }\` in crossing.yaml`;
  return `\`${words}\` says${crds}${controller}:`;
}

function identity({ rule, subject, message }: Finding): string {
  return JSON.stringify([rule, subject, message]);
}

describe.each(cases)('$name', (one) => {
  const bad = () => judge(sources(one, 'bad.yaml', one.bad), one.without, one.target);

  test('finds what is wanted, where it is wanted', () => {
    expect(bad().report.findings.map(({ line, rule }) => `${line} ${rule}`)).toEqual(wanted(one.bad));
    expect(wanted(one.bad).join('\n')).toContain(one.rule);
  });

  test('says it in the words of bad.out', () => {
    expectGolden(join(one.folder, 'bad.out'), checkText(bad().report));
  });

  test('is silent about the nearest correct neighbour', () => {
    expect(judge(sources(one, 'ok.yaml', one.ok), one.without, one.target).report.findings).toEqual([]);
  });

  test('each edit mends its finding and breaks nothing', () => {
    const { findings } = bad().report;
    const known = new Set(findings.map(identity));
    for (const finding of findings) {
      if (finding.fix?.edit === undefined) {
        continue;
      }
      const after = judge(applyFix(sources(one, 'bad.yaml', one.bad), finding.fix), one.without, one.target).report.findings;
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
    for (const one of own) {
      for (const manifest of [one.bad, one.ok]) {
        const { world, prediction } = judge(sources(one, 'bad.yaml', manifest), one.without, one.target);
        const watched = world.watched((kind) => touched.add(kind));
        [...registry[rule].find({ world: watched, prediction, facts: factsOf(watched, prediction), ...optionsFor(one.target) })];
      }
    }
    expect([...touched].sort()).toEqual([...registry[rule].reads].sort());
  });

  test('has a case and a page that shows it', () => {
    const example = own.find(({ name }) => name === rule);
    if (example === undefined) {
      throw new Error(`there is no test/cases/${rule}`);
    }
    const manifest = plain(example.bad);
    const deliveries = deliveriesOf(example.bad, manifest);
    const output = checkText(judge(sources(example, 'bad.yaml', manifest), example.without, example.target, deliveries).report);
    const written = existsSync(page) ? readFileSync(page, 'utf8') : '';
    const [head, why] = [written.split('\n## Example\n')[0], written.slice(written.indexOf('\n## Why\n'))];
    expect(written.match(/^#+ .+$/gm)).toEqual([`# ${rule}`, '## Example', '## Output', '## Why', '## Fix', '## Spec']);
    const shown = `## Example\n\n${fenced('yaml', manifest)}\n${surroundings(example)}## Output\n\n${command(example)}\n\n${fenced('text', output)}`;
    expectGolden(page, `${head}\n${shown}${why}`);
  });
});

test('a rule has one name in all places', () => {
  expect(rules).toEqual([...rules].sort());
  expect(readdirSync(join(root, 'docs/rules')).sort()).toEqual(rules.map((rule) => `${rule}.md`).sort());
  expect(cases.filter((one) => one.rule === undefined)).toEqual([]);
  const isRule = (file: string) => / = defineRule\('/.test(read(`analyzer/rules/${file}`));
  const files = readdirSync(join(root, 'analyzer/rules'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && isRule(file),
  );
  expect(files.map((file) => basename(file, '.ts')).sort()).toEqual(rules);
});
