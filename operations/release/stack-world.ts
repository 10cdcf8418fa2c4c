import { setTimeout } from "node:timers/promises";
import type { Stack, UpOptions } from "@pulumi/pulumi/automation";
import type { Picture, SiteDeployment } from "../../rollout/stages/picture";
import type { AskCloudflare } from "../drift/r2-domains";
import { foreseen } from "./foresee";
import { pictureOf, type Runs } from "./picture";
import { upWith } from "./stack-up";
import type { Clock, Settings, World } from "./world";

/** What a world of a stack is made of; the rest is the stack's own engine and providers. */
export interface StackParts extends Omit<World, "clock" | "up" | "picture" | "foresee"> {
  readonly stack: Stack;
  /** What the files make of it: the names of what it consists of. */
  readonly spec: Runs;
  /** Asks for what Cloudflare's provider does not read back. Default: nobody does. */
  readonly cloudflare?: AskCloudflare;
  readonly options: UpOptions;
  /** Milliseconds until a service surely lists what was made; none on the emulated clouds. */
  readonly settle: number;
  /** Brings what the entries name by digest, so that an `up` finds it. Default: it is there. */
  readonly prepare?: (releases: Settings["releases"]) => Promise<void>;
  /** Names of the environment's alarms that are firing. */
  readonly alarms: () => Promise<readonly string[]>;
  /** Default: this machine's. */
  readonly clock?: Clock;
}

export const ownClock: Clock = {
  now: () => Date.now() / 1_000,
  sleep: async (seconds) => {
    await setTimeout(1_000 * seconds);
  },
};

/** A world whose environment is a stack of Pulumi's, on real clouds or emulated ones. */
export function stackWorld({ clock = ownClock, ...parts }: StackParts): World {
  const { stack, spec, options, settle, prepare, alarms, sites, cloudflare } = parts;
  return {
    ...parts,
    clock,
    up: async (settings) => {
      await prepare?.(settings.releases);
      await upWith(stack, settings, options, settle);
    },
    foresee: async (settings, end) => {
      await prepare?.(settings.releases);
      if (end !== undefined) await prepare?.(end.releases);
      return foreseen(stack, { settings, end }, options, {
        settle,
        ...(cloudflare && { cloudflare }),
      });
    },
    picture: async (): Promise<Picture> => {
      const [seen, firing, uploaded] = await Promise.all([
        pictureOf(stack, spec),
        alarms(),
        Promise.all(
          spec.staticSites.map(async ({ name }) => [name, await sites.live(name)] as const),
        ),
      ]);
      return { ...seen, alarms: firing, sites: Object.fromEntries(uploaded.flatMap(known)) };
    },
  };
}

function known([name, site]: readonly [string, SiteDeployment | undefined]) {
  return site === undefined ? [] : [[name, site] as const];
}
