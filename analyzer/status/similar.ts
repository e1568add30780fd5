const LOOKED_AT = 200;
const TOLD = 3;
const FAR = 2;

/** Names that a mistyped one may mean, the nearest first. */
export function similar(name: string, names: readonly string[]): readonly string[] {
  return names
    .slice(0, LOOKED_AT)
    .filter((other) => other !== name && Math.abs(other.length - name.length) <= FAR)
    .map((other) => ({ other, far: distance(name, other) }))
    .filter(({ far }) => far <= FAR)
    .sort((one, two) => one.far - two.far)
    .slice(0, TOLD)
    .map(({ other }) => other);
}

/** How many letters were added, lost, changed or swapped with a neighbour. */
export function distance(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let column = 1; column <= other.length; column++) {
      const changed = one[row - 1] === other[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      next[column] = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + changed,
        swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, last] = [last, next];
  }
  return last[other.length] ?? 0;
}
