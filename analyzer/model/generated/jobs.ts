import { valueAt } from '../path';
import { isMap, mapsIn, textsIn } from '../schema/check-shape';
import { type Generate, type Making, making } from './making';

const KUBECTL = /\bkubectl\b(?:[^\n;&|\\]|\\\r?\n)*/g;
const NAMESPACE = /\s(?:-n|--namespace)[ =]["']?([a-z0-9-]+)/;
const OPTION = /\s(?:-n|--namespace)[ =]\S+/g;
const CREATED = /\bcreate\s+(secret|configmap|service)\s+(.*)$/s;
/** What may stand between the kind and the name. */
const TYPES: ReadonlySet<string> = new Set(['clusterip', 'docker-registry', 'generic', 'loadbalancer', 'nodeport', 'tls']);
const KINDS = { configmap: 'ConfigMap', secret: 'Secret', service: 'Service' } as const;
/** The option of programs that issue the certificate of a webhook which names its Secret. */
const SECRET = /--(?:tls-)?secret-name[ =]["']?([a-z0-9.-]+)/;

/** What kubectl makes in a Job, and what it applies, which is not in the input. */
const job: Generate = (value, namespace) =>
  mapsIn(valueAt(value, ['spec', 'template', 'spec', 'containers'])).flatMap((container) => {
    const words = [...textsIn(container.command), ...textsIn(container.args)];
    const image = String(container.image);
    // The image of kubectl starts it.
    const written = `${/\bkubectl\b/.test(image) && words[0] !== 'kubectl' ? 'kubectl ' : ''}${words.join(' ')}`;
    const secret = SECRET.exec(written)?.[1];
    return [
      ...[...written.matchAll(KUBECTL)].flatMap(([command]) => madeBy(command, namespace)),
      ...(secret === undefined ? [] : [making('Secret', NAMESPACE.exec(written)?.[1] ?? namespace, secret)]),
    ];
  });

function madeBy(command: string, own: string): readonly Making[] {
  const namespace = NAMESPACE.exec(command)?.[1] ?? own;
  const [, kind, rest = ''] = CREATED.exec(command.replace(OPTION, ' ')) ?? [];
  if (kind === undefined) {
    return /\s(?:apply|create|replace)\b/.test(command) ? [making('Anything', namespace, undefined)] : [];
  }
  const words = rest.split(/\s+/).filter((word) => !word.startsWith('-'));
  const name = words[TYPES.has(words[0] ?? '') ? 1 : 0];
  const isName = name !== undefined && /^["']?[a-z0-9.-]+["']?$/.test(name);
  return [making(KINDS[kind as keyof typeof KINDS], namespace, isName ? name.replace(/["']/g, '') : undefined)];
}

const cronJob: Generate = (value, namespace, name) => {
  const template = valueAt(value, ['spec', 'jobTemplate']);
  return isMap(template) ? job(template, namespace, name) : [];
};

/** What makes objects by commands, by group and kind. */
export const JOBS: readonly (readonly [kind: string, generate: Generate])[] = [
  ['batch/Job', job],
  ['batch/CronJob', cronJob],
];
