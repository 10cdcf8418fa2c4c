import { join } from "node:path";
import type { SandboxStack } from "../engine/sandbox-stack";
import type { ReleaseRecord } from "../rollout/stages/journal";
import { addressesOf } from "./addresses";
import { FleetProcess, type Pace, timeAt } from "./fleet/calls";
import { type Ground, groundOf, openGround } from "./ground";
import type { RehearseCommand } from "./options";
import { type Plan, planOf, shareOf, startables, type Step, visitsOf } from "./plan";
import { release } from "./releases";
import { type Rehearsed, rehearsed } from "./rehearsed";
import type { Timeline } from "./timeline";
import { RehearsedWorld } from "./world";

export interface Circumstances extends Omit<RehearseCommand, "folder" | "json"> {
  /** The checkout. */
  readonly root: string;
  /** Where what is made stays for the next time. */
  readonly folder: string;
  /** Aborted when it is to end before. */
  readonly signal: AbortSignal;
  /** Called when the process that serves visitors has begun. */
  readonly begun?: () => void;
}

/** A good release, then a bad one, under load. Whatever it starts has ended when it returns. */
export async function rehearse(command: Circumstances, timeline: Timeline): Promise<Rehearsed> {
  const { root, folder, stack, signal, begun } = command;
  const ground = await groundOf(root, folder, stack, (made) => {
    timeline.progress(`Makes ${stack}'s resources, once for this state of the checkout`, made);
  });
  const plan = planOf(command, ground);
  const fleet = new FleetProcess(join(ground.sandbox, "edge.log"));
  begun?.();
  // What waits for it there fails at once.
  signal.addEventListener("abort", () => void fleet.close());
  try {
    const opened = await openGround(ground, async (asked) => {
      const reason = await fleet.ask("deploy", asked);
      return reason ?? undefined;
    });
    try {
      const stage = new Stage(command, ground, plan, fleet, opened, timeline);
      return await stage.play();
    } finally {
      opened.close();
    }
  } finally {
    process.chdir(root);
    await fleet.close();
  }
}

/** Both releases, on an environment that is open. */
class Stage {
  private readonly pace: Pace;
  private inFlight = 0;

  public constructor(
    private readonly command: Circumstances,
    private readonly ground: Ground,
    private readonly plan: Plan,
    private readonly fleet: FleetProcess,
    private readonly opened: SandboxStack,
    private readonly timeline: Timeline,
  ) {
    this.pace = { begun: Date.now(), speed: command.speed };
  }

  public async play(): Promise<Rehearsed> {
    const { fleet, plan, pace } = this;
    const { world, isHere } = await this.open();
    const watch = setInterval(() => void this.count(), 500);
    const records: ReleaseRecord[] = [];
    try {
      for (const [title, all] of [
        ["A good release", plan.good],
        ["A bad release", plan.bad],
      ] as const) {
        if (records.some(({ outcome }) => outcome === undefined)) break;
        const steps = all.filter(({ workload }) => isHere(workload.name));
        this.timeline.title(`${title}: ${steps.map(spelled).join(", ")}`, world.clock.now());
        records.push(await release(world, this.ground, steps, this.command.signal));
      }
    } finally {
      clearInterval(watch);
    }
    await fleet.ask("leave");
    const { tallies } = await fleet.ask("count");
    const seconds = (Date.now() - pace.begun) / 1_000;
    const { inFlight, ground } = this;
    const share = shareOf(plan.bad[0].workload, ground.spec);
    return rehearsed({ tallies, plan, records, share, inFlight, seconds });
  }

  /** Starts everything, and lets visitors in. */
  private async open(): Promise<{
    readonly world: RehearsedWorld;
    readonly isHere: (workload: string) => boolean;
  }> {
    const { command, ground, plan, fleet, opened, timeline, pace } = this;
    const { builds, good } = plan;
    const { edge, metrics, leftOut } = await fleet.ask("open", {
      pace,
      clouds: join(ground.sandbox, "clouds"),
      accountId: ground.spec.aws.accountId,
      project: ground.project,
      builds: startables(builds),
    });
    for (const [workload, reason] of Object.entries(leftOut)) {
      timeline.say(`${workload} is left out: ${reason}`);
    }
    const isHere = (workload: string) => !(workload in leftOut);
    const addresses = addressesOf(ground.spec).filter(({ workload }) => isHere(workload));
    const world = new RehearsedWorld({
      ...{ ground, opened, fleet, pace, edge, metrics, addresses, builds, signal: command.signal },
      tell: (event) => {
        timeline.tell(event);
      },
    });
    for (const { workload, from } of good) {
      if (workload.manifest.target !== "cloudflare-pages") continue;
      await world.sites.makeLive(workload.name, from);
    }
    await fleet.ask("visit", visitsOf(addresses, plan, command.rate));
    return { world, isHere };
  }

  private async count(): Promise<void> {
    try {
      const { tallies, inFlight } = await this.fleet.ask("count");
      this.inFlight = Math.max(this.inFlight, inFlight);
      this.timeline.count(tallies, timeAt(this.pace, Date.now()));
    } catch {
      // It has ended: whoever asks it for more is told.
    }
  }
}

function spelled({ workload: { name }, from, to }: Step): string {
  return `${name} ${from.version} → ${to.version}`;
}
