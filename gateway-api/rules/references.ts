import { type CrossFieldRule, EVER, eachRule, experimental, quote, rule, standard } from './rule';

interface Reference {
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly sectionName?: string;
  readonly port?: number;
}

type Distinguishing = 'sectionName' | 'port';

/** What may tell two references to one object apart. */
const NAMES = { sectionName: 'a sectionName', port: 'a port' } as const;

/**
 * Of references that are distinguished by some fields: of two to one object, both need each field
 * or neither, and no two may be equal.
 */
function distinguished(bundles: number, by: readonly Distinguishing[], called: string): CrossFieldRule[] {
  const objectOf = ({ group, kind, namespace, name }: Reference) => JSON.stringify([group, kind, namespace || null, name]);
  const or = by.map((field) => NAMES[field]).join(' or ');
  return [
    eachRule(`${called}-not-distinguished`, bundles, function* (refs: readonly Reference[]) {
      const first = new Map<string, Reference>();
      for (const [index, ref] of refs.entries()) {
        const known = first.get(objectOf(ref));
        if (known === undefined) {
          first.set(objectOf(ref), ref);
        } else if (by.some((field) => !known[field] !== !ref[field])) {
          yield {
            path: [index],
            message: `names ${ref.kind} ${quote(ref.name ?? '')} again, one of them with ${or} and one without`,
            fix: `give both ${or}, or remove the narrower one`,
          };
        }
      }
    }),
    eachRule(`${called}-repeated`, bundles, function* (refs: readonly Reference[]) {
      const known = new Set<string>();
      for (const [index, ref] of refs.entries()) {
        const key = JSON.stringify([objectOf(ref), ...by.map((field) => ref[field] || null)]);
        if (known.has(key)) {
          yield {
            path: [index],
            message: `names ${ref.kind} ${quote(ref.name ?? '')} again in the same way`,
            fix: `remove one of the two, or give each ${or} of its own`,
          };
        }
        known.add(key);
      }
    }),
  ];
}

/** Of `spec.parentRefs` of a route: the standard channel does not look at ports. RULES §19. */
export const PARENT_REFS = [
  ...distinguished(standard('1.3'), ['sectionName'], 'parent'),
  ...distinguished(experimental('1.3'), ['sectionName', 'port'], 'parent'),
];

/** Of `spec.targetRefs` of a policy. RULES §19. */
export const TARGET_REFS = distinguished(EVER, ['sectionName'], 'target');

/** Of a reference to a backend. RULES §19, RULES-1.7 §19. */
export const BACKEND_REF = [
  rule('service-without-port', EVER, ({ group, kind, name = '', port }: Reference) =>
    group === '' && kind === 'Service' && port === undefined
      ? { message: `names Service ${quote(name)} without a port`, fix: 'add the port of the Service' }
      : undefined,
  ),
  rule('backend-with-port', experimental('1.7'), ({ group, kind, port }: Reference) =>
    group === 'gateway.networking.x-k8s.io' && kind === 'XBackend' && port !== undefined
      ? { path: ['port'], message: 'is set for an XBackend, which has its own port', fix: 'remove port' }
      : undefined,
  ),
];
