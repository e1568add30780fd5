/**
 * Writes the beginning of a rule: npm run new:rule -- NAME TOPIC
 *
 * The rule finds nothing yet, so its case fails until `find` is written; then `npm run golden`
 * fills in the case and the page.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NAME = /^[a-z]+(?:-[a-z0-9]+)+$/;
const NOT_TOPICS = ['edits', 'facts'];

/** The name of the constant in the file of a rule: `listenerNameRepeated`. */
function constantOf(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function rule(name: string): string {
  return `import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listener: string;
}

/** What is wrong, in a sentence. */
export const ${constantOf(name)} = defineRule('${name}', {
  reads: ['Gateway'],
  title: 'what is wrong, in a few words',
  why: 'Why it matters, in a sentence or two.',
  *find({ world }): Iterable<Found<Params>> {
    for (const gateway of world.all('Gateway'))
      for (const [index, { name }] of (gateway.object.spec.listeners ?? []).entries())
        if (name === '') yield { at: gateway, path: ['spec', 'listeners', index], severity: 'error', params: { listener: name } };
  },
  message: (subject, { listener }) => \`\${subject} has a listener "\${listener}" that …\`,
  fix: () => 'what to do',
});
`;
}

function manifest(end: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gateway, namespace: edge}
spec:
  gatewayClassName: example
  listeners:
    - {name: web, port: 80, protocol: HTTP}${end}
`;
}

function page(name: string): string {
  return `# ${name}

What is wrong, in a sentence.

## Example

## Output

## Why

Why it matters.

## Fix

What to do.

## Spec

Gateway API: \`apis/v1/gateway_types.go\`, GatewaySpec.Listeners.
`;
}

/** The lines of a topic's index with one more, in the order of the files that they name. */
function withExport(index: string, name: string): string {
  const lines = [...index.trim().split('\n'), `export { ${constantOf(name)} } from './${name}';`];
  const fileOf = (line: string) => line.slice(line.indexOf("'"));
  return `${lines.sort((left, right) => (fileOf(left) < fileOf(right) ? -1 : 1)).join('\n')}\n`;
}

/**
 * Writes the files of a rule below `root`, and gives their paths.
 *
 * @throws if the name is not in kebab-case or taken, or the topic does not exist
 */
export function newRule(root: string, name: string, topic: string): readonly string[] {
  if (!NAME.test(name)) {
    throw new Error(`name is "${name}": expected two or more words in kebab-case, such as "listener-name-repeated"`);
  }
  const rules = join(root, 'analyzer/rules');
  const topics = readdirSync(rules).filter((folder) => existsSync(join(rules, folder, 'index.ts')) && !NOT_TOPICS.includes(folder));
  if (!topics.includes(topic)) {
    throw new Error(`topic is "${topic}": expected one of ${topics.join(', ')}`);
  }
  if (existsSync(join(root, `docs/rules/${name}.md`))) {
    throw new Error(`rule ${name} exists; choose another name`);
  }
  const files = {
    [`analyzer/rules/${topic}/${name}.ts`]: rule(name),
    [`analyzer/rules/${topic}/index.ts`]: withExport(readFileSync(join(rules, topic, 'index.ts'), 'utf8'), name),
    [`test/cases/${name}/bad.yaml`]: manifest(` # want ${name}`),
    [`test/cases/${name}/ok.yaml`]: manifest(''),
    [`docs/rules/${name}.md`]: page(name),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return Object.keys(files);
}

if (require.main === module) {
  const [name, topic, ...others] = process.argv.slice(2);
  try {
    if (name === undefined || topic === undefined || others.length > 0) {
      throw new Error('usage: npm run new:rule -- NAME TOPIC');
    }
    for (const path of newRule(join(__dirname, '..'), name, topic)) {
      console.log(path);
    }
    console.log('write find and the two manifests, then run "npm run golden" and read the difference');
  } catch (error) {
    console.error(`new:rule: ${(error as Error).message}`);
    process.exitCode = 2;
  }
}
