/**
 * Aborted when the process is to end, so that the engine finishes what it began and writes its state. A terminal sends
 * Ctrl-C to the engine itself; it is not to get it twice, since the second time means at once.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  process.on("SIGINT", () => {
    if (!process.stdin.isTTY) controller.abort();
  });
  process.on("SIGTERM", () => {
    controller.abort();
  });
  return controller.signal;
}
