import { setPriority } from "node:os";
import { join } from "node:path";
import { addressesOf } from "./addresses";
import { FleetProcess, timeAt } from "./fleet/calls";
import type { ReleaseRecord } from "../rollout/stages/journal";
import type { Tally } from "./fleet/ledger";
import { groundOf, openGround } from "./ground";
import type { RehearseCommand } from "./options";
import { type Plan, planOf, shareOf, startables, visitsOf } from "./plan";
import { release, type Step } from "./releases";
import type { Rehearsed } from "./summary";
import { countsOf, type Timeline } from "./timeline";
import { RehearsedWorld } from "./world";

export interface Circumstances extends RehearseCommand {
  /** The checkout. */
  readonly root: string;
  /** Where what is made stays for the next time. */
  readonly folder: string;
  /** Aborted when it is to end before. */
  readonly signal: AbortSignal;
}

/** A good release, then a bad one, under load. */
export async function rehearse(command: Circumstances, timeline: Timeline): Promise<Rehearsed> {
  const begun = Date.now();
  const { root, folder, stack, speed, signal } = command;
  const ground = await groundOf(root, folder, stack, (made) => {
    timeline.progress(
      `${stack} is made, once for this state of the checkout: ${String(made)} resources`,
    );
  });
  const plan = planOf(command, ground);
  const fleet = new FleetProcess();
  // Visitors don't wait for the engine.
  setPriority(10);
  const opened = await openGround(ground, (asked) =>
    fleet.ask("deploy", asked).then((reason) => reason ?? undefined),
  );
  try {
    const pace = { begun: Date.now(), speed };
    const { edge, metrics, leftOut } = await fleet.ask("open", {
      pace,
      clouds: join(ground.sandbox, "clouds"),
      accountId: ground.spec.aws.accountId,
      project: ground.project,
      builds: startables(plan.builds),
    });
    for (const [workload, reason] of Object.entries(leftOut)) {
      timeline.say(`${workload} is left out: ${reason}`);
    }
    const addresses = addressesOf(ground.spec);
    const world = new RehearsedWorld({
      ground,
      opened,
      fleet,
      pace,
      edge,
      metrics,
      addresses,
      builds: plan.builds,
      tell: (event) => {
        timeline.tell(event);
      },
    });
    for (const { workload, from } of plan.good) {
      if (workload.manifest.target === "cloudflare-pages")
        await world.sites.makeLive(workload.name, from);
    }
    const here = ({ workload: { name } }: Step) => !(name in leftOut);
    await fleet.ask(
      "visit",
      visitsOf(
        addresses.filter(({ workload }) => !(workload in leftOut)),
        plan,
        command.rate,
      ),
    );
    let inFlight = 0;
    const watch = setInterval(() => {
      void fleet.ask("count", 0).then(
        ({ tallies, inFlight: now }) => {
          inFlight = Math.max(inFlight, now);
          timeline.count(tallies, timeAt(pace, Date.now()));
        },
        () => undefined,
      );
    }, 500);
    try {
      const records: ReleaseRecord[] = [];
      for (const [title, steps] of [
        ["A good release", plan.good],
        ["A bad release", plan.bad],
      ] as const) {
        const now = world.clock.now();
        timeline.title(`${title}: ${steps.filter(here).map(spelled).join(", ")}`, now);
        records.push(await release(world, steps.filter(here), signal));
      }
      await fleet.ask("leave");
      const { tallies } = await fleet.ask("count", 0);
      return rehearsed({ tallies, plan, records, inFlight, seconds: (Date.now() - begun) / 1_000 });
    } finally {
      clearInterval(watch);
    }
  } finally {
    opened.close();
    await fleet.close();
  }
}

function spelled({ workload: { name }, from, to }: Step): string {
  return `${name} ${from.version} → ${to.version}`;
}

function rehearsed({
  tallies,
  plan,
  records,
  inFlight,
  seconds,
}: {
  readonly tallies: readonly Tally[];
  readonly plan: Plan;
  readonly records: readonly ReleaseRecord[];
  readonly inFlight: number;
  readonly seconds: number;
}): Rehearsed {
  const [good, bad] = records.map(({ outcome = "held", reason = "", held }) => ({
    outcome,
    reason: held ?? reason,
  }));
  const [{ workload, to }] = plan.bad;
  const own = tallies.filter((tally) => tally.workload === workload.name);
  const isBad = (tally: Tally) => tally.workload === workload.name && tally.version === to.version;
  const sum = (some: readonly Tally[], of: "requests" | "errors") =>
    some.reduce((total, tally) => total + tally[of], 0);
  // In the minutes in which it got any.
  const times = new Set(own.filter(isBad).map(({ at }) => at));
  const meanwhile = sum(
    own.filter(({ at }) => times.has(at)),
    "requests",
  );
  const share = shareOf(workload);
  return {
    seconds,
    requests: sum(tallies, "requests"),
    counts: countsOf(tallies),
    dropped: sum(
      tallies.filter((tally) => !isBad(tally)),
      "errors",
    ),
    good: good ?? { outcome: "nothing", reason: "" },
    bad: {
      ...(bad ?? { outcome: "nothing", reason: "" }),
      workload: workload.name,
      version: to.version,
      requests: sum(own.filter(isBad), "requests"),
      share,
      most: Math.ceil((meanwhile * share) / 100) + inFlight,
    },
  };
}
