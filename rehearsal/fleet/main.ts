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
    return { edge, leftOut: await fleet.leftOut() };
  },
  visit: (visits) => {
    visitors = new Visitors(edge, visits, ({ workload, version, status, milliseconds }) => {
      ledger.add({
        workload,
        version: version ?? "",
        at: timeAt(pace, Date.now()),
        isError: status === 0 || status >= 500,
        milliseconds,
      });
    });
    return Promise.resolve(null);
  },
  count: (since) =>
    Promise.resolve({ tallies: ledger.since(since), inFlight: visitors?.inFlight ?? 0 }),
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
