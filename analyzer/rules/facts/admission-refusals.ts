import type { Manifest } from '../../model/manifest';
import type { Prediction } from '../../status/conditions/prediction';
import type { Admission } from './admissions';
import { oncePer } from './once-per';

const GATEWAY_ITSELF = '';

/** Who refuses something that is judged: the finding about that says it. */
const refusing = oncePer(({ routes, listenerSets }: Prediction): ReadonlyMap<Manifest, ReadonlySet<string>> => {
  const all = new Map<Manifest, Set<string>>();
  const note = (owner: Manifest, listener: string) => all.set(owner, (all.get(owner) ?? new Set()).add(listener));
  for (const { manifest, parents } of routes)
    for (const { causes } of manifest.context ? [] : parents.flatMap(({ conditions }) => conditions))
      for (const cause of causes)
        if (cause.why === 'not-allowed-by-listeners') for (const { owner, listener } of cause.candidates) note(owner, listener);
  for (const { manifest, conditions } of listenerSets)
    for (const { causes } of manifest.context ? [] : conditions)
      for (const cause of causes) if (cause.why === 'not-allowed') note(cause.parent, GATEWAY_ITSELF);
  return all;
});

/** Whether something that is judged asks to be let in at a place, and is refused. */
export function isRefusing(prediction: Prediction, { owner, listener }: Pick<Admission, 'owner' | 'listener'>): boolean {
  return (
    refusing(prediction)
      .get(owner)
      ?.has(listener ?? GATEWAY_ITSELF) ?? false
  );
}
