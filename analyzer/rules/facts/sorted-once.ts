/** The values of lists and sets that many ask for, in order; each is sorted once. */
export class SortedOnce {
  private readonly sorted = new Map<Iterable<string>, readonly string[]>();

  values(list: Iterable<string>): readonly string[] {
    const values = this.sorted.get(list) ?? [...list].sort();
    this.sorted.set(list, values);
    return values;
  }
}
