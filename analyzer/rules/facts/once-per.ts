/** A function that works out its answer once for each object that it is asked about. */
export function oncePer<Key extends object, Answer>(workOut: (key: Key) => Answer): (key: Key) => Answer {
  const answers = new WeakMap<Key, { readonly answer: Answer }>();
  return (key) => {
    const known = answers.get(key) ?? { answer: workOut(key) };
    answers.set(key, known);
    return known.answer;
  };
}
