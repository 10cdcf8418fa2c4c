/**
 * Does work that may come to its end although the signal says stop.
 *
 * @param seconds - after which the work's own signal follows.
 */
export async function withGrace<Result>(
  signal: AbortSignal,
  seconds: number,
  work: (late: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const follow = (): void => {
    timer = setTimeout(() => {
      late.abort(signal.reason);
    }, seconds * 1000);
  };
  signal.addEventListener("abort", follow, { once: true });
  try {
    return await work(late.signal);
  } finally {
    signal.removeEventListener("abort", follow);
    clearTimeout(timer);
  }
}
