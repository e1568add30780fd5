/**
 * Adds items to the end of a list, however many there are: the arguments of a call have to fit on
 * the stack.
 */
export function append<Item>(list: Item[], items: Iterable<Item>): void {
  for (const item of items) {
    list.push(item);
  }
}
