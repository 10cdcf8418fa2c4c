import { MetricsEmulator } from "../../sandbox/metrics/metrics-emulator";
import { Traffic } from "../../sandbox/metrics/traffic";
import type { Answered, Asked, Calls, Pace } from "./calls";
import { timeAt } from "./calls";
import { deployTo } from "./deployments";
import { Fleet } from "./fleet";
import { Ledger } from "./ledger";
import { Visitors } from "./visitors";

let fleet: Fleet | undefined;
let visitors: Visitors | undefined;
let edge = 0;
let pace: Pace = { begun: Date.now(), speed: 1 };
const ledger = new Ledger();
const traffic = new Traffic();

/** Milliseconds that every answer is counted to take besides: a tenth of the few that one takes here is no slowness. */
const work = 10_000;

type Answers = {
  readonly [Name in keyof Calls]: (
    ...call: Parameters<Calls[Name]>
  ) => Promise<ReturnType<Calls[Name]>>;
};

const answers: Answers = {
  open: async (options) => {
    pace = options.pace;
    fleet = new Fleet(options);
    edge = await fleet.open();
    const { address } = await MetricsEmulator.start({
      traffic,
      scriptOf: (id) => fleet?.scriptOf(id),
    });
    return { edge, metrics: address, leftOut: await fleet.leftOut() };
  },
  visit: (visits) => {
    visitors = new Visitors(edge, visits, ({ workload, version, id, status, milliseconds }) => {
      const at = timeAt(pace, Date.now());
      const isError = status === 0 || status >= 500;
      ledger.add({ workload, version: version ?? "", at, isError, milliseconds });
      if (id !== undefined) traffic.add(id, { at, status, seconds: (milliseconds + work) / 1_000 });
    });
    return Promise.resolve(null);
  },
  count: () => Promise.resolve({ tallies: ledger.all, inFlight: visitors?.inFlight ?? 0 }),
  deploy: async (asked) =>
    (fleet && (await deployTo(fleet, asked, { edge, pace, ledger }))) ?? null,
  serve: async (site) => {
    await fleet?.serve(site);
    return null;
  },
  leave: async () => {
    await visitors?.stop();
    return null;
  },
};

process.on("message", ({ number, name, argument }: Asked) => {
  const call = answers[name] as (argument: unknown) => Promise<unknown>;
  void call(argument).then(
    (answer) => process.send?.({ number, answer } satisfies Answered),
    (error: unknown) => process.send?.({ number, failure: String(error) } satisfies Answered),
  );
});

// A terminal sends Ctrl-C to everybody; who started this one says when it ends.
process.on("SIGINT", () => undefined);
process.once("disconnect", () => {
  void (fleet?.close() ?? Promise.resolve()).finally(() => process.exit(0));
});
