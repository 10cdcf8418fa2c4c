// A worker that mocha lets go has a second, then a signal, and writing what it covered may take longer.
process.on("SIGTERM", () => undefined);
