/** So many texts come back in a large stack; what is asked of others is asked again. */
const mostTexts = 20_000;

interface Known<K, A> {
  get(subject: K): A | undefined;
  set(subject: K, answer: A): unknown;
}

/** Asks once about each object, and keeps the answer as long as the object is there. */
export function oncePerObject<K extends object, A>(ask: (subject: K) => A): (subject: K) => A {
  return once(ask, new WeakMap<K, { readonly answer: A }>());
}

/** Asks once about each text: the same few come back thousands of times. */
export function oncePerText<A>(ask: (text: string) => A): (text: string) => A {
  const known = new Map<string, { readonly answer: A }>();
  return once(ask, {
    get: (text) => known.get(text),
    set: (text, answer) => known.size < mostTexts && known.set(text, answer),
  });
}

function once<K, A>(ask: (subject: K) => A, known: Known<K, { readonly answer: A }>) {
  return (subject: K): A => {
    const before = known.get(subject);
    if (before !== undefined) return before.answer;
    const answer = ask(subject);
    known.set(subject, { answer });
    return answer;
  };
}
