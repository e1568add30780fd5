import { CERTIFICATES } from './certificates';
import { copiesOf } from './copies';
import { type Generate, type Making, making, text } from './making';
import { POLICIES } from './policies';
import { RELEASES } from './releases';
import { SECRETS } from './secrets';

const GENERATORS: ReadonlyMap<string, Generate> = new Map([...RELEASES, ...CERTIFICATES, ...SECRETS, ...POLICIES]);

/** Where a resource of Crossplane, or of something like it, puts its connection details. */
const CONNECTION = [
  ['spec', 'writeConnectionSecretToRef'],
  ['spec', 'publishConnectionDetailsTo'],
];

/**
 * What an object, as it was parsed, may bring about by other hands: a certificate issued, a secret
 * unsealed, a chart installed.
 */
export function makingsOf(group: string, kind: string, value: unknown, namespace: string, name: string | undefined): readonly Making[] {
  return [
    ...(GENERATORS.get(`${group}/${kind}`)?.(value, namespace, name) ?? []),
    ...copiesOf(kind, value, namespace, name),
    ...CONNECTION.flatMap((path) => {
      const secret = text(value, ...path, 'name');
      return secret === undefined ? [] : [making('Secret', text(value, ...path, 'namespace') ?? namespace, secret)];
    }),
  ];
}
