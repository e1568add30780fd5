import { createColors } from 'picocolors';
import { page } from '../../analyzer/render/page';
import { table } from '../../analyzer/render/table';
import { knownRule } from '../../analyzer/report/known-rule';
import { type RuleName, registry } from '../../analyzer/rules/registry';
import { type Io, packageFile } from '../io';

/** The page of a rule: laid out on a terminal, and elsewhere as it is written. */
export function rulePage(name: string, io: Io): string {
  const rule = knownRule(name);
  const { title, why } = registry[rule];
  const markdown = packageFile(`docs/rules/${rule}.md`) ?? `# ${rule}\n\n${title}\n\n${why}\n`;
  return io.terminal ? page(markdown, createColors(io.colour)) : markdown;
}

/** All rules, each in a few words. */
export function ruleList(io: Io): string {
  const { bold } = createColors(io.colour);
  return table((Object.keys(registry) as RuleName[]).sort().map((rule) => [{ text: rule, paint: bold }, { text: registry[rule].title }]));
}
