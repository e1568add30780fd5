const PARTS = /(\d{1,5})(ms|h|m|s)/g;
const DURATION = /^(?:\d{1,5}(?:ms|h|m|s)){1,4}$/;
const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** The milliseconds of a duration such as `1m30s` (GEP-2257); undefined for what is not one. */
export function milliseconds(text: string | undefined): number | undefined {
  if (text === undefined || !DURATION.test(text)) {
    return undefined;
  }
  return [...text.matchAll(PARTS)].reduce((sum, [, count, unit = '']) => sum + Number(count) * (MILLISECONDS[unit] ?? 0), 0);
}
