import type { EnvironmentSpec } from "../../../blueprint/environment";
import { targetHealth } from "../../../blueprint/health-intervals";
import { answer } from "../../bootstrap/step";
import { type Look, runs, type Step, type Target, type Time } from "../step";

/** What a scenario is about: the environment, and what a person has said of the disaster. */
export interface About {
  readonly spec: EnvironmentSpec;
  /** The last moment before the corruption, in RFC 3339. */
  readonly at: string | undefined;
  /** The version that was good, as `admin@1.1.2`. */
  readonly version: string | undefined;
  /** Projections that are to be built anew from the event store. */
  readonly projections: readonly string[];
  readonly reason: string | undefined;
  /** Whether a person has seen what was found, and decided. */
  readonly isDecided: boolean;
  /** Seconds that the last drill took to bring the database back; nothing where none was made. */
  readonly drilledSeconds: number | undefined;
}

/** From the start of a task until its load balancer sends it requests. */
export const taskTimes: readonly Time[] = [
  ["Fargate starts a task", 60, "assumed"],
  [
    "its load balancer finds it healthy",
    targetHealth.interval * targetHealth.healthyThreshold,
    "declared",
  ],
];

/** A person says that it is time, unless what was found says so by itself. */
export function decision(
  { isDecided }: About,
  step: Omit<Step, "look" | "decides" | "back">,
  look: (world: Parameters<NonNullable<Step["look"]>>[0]) => Promise<Look>,
): Step {
  const decided = { holds: true, says: "a person decided, by SAY=go" };
  return {
    ...{ ...step, decides: "person", back: "nothing: it changes nothing" },
    look: (world) => (isDecided ? Promise.resolve(decided) : look(world)),
  };
}

/**
 * The order of every recovery (BAK-19): the event store, what is built from it, and who reads that.
 *
 * @param target - what the services' answers count to.
 */
export function inOrder(
  { spec, projections: names }: About,
  target: Target,
): readonly [eventStore: Step, projections: Step, services: Step] {
  const env = `ENV=${spec.identity.stack}`;
  const asks = (
    title: string,
    name: string,
    of: Target,
    seconds: number,
    byHand: string,
  ): Step => ({
    ...{ title, decides: "command", target: of, does: [], byHand, back: "nothing: it asks" },
    look: async ({ ask }) => {
      const { status, stdout, stderr } = await ask(["make", "--no-print-directory", name, env]);
      const says = (stdout.trim() || stderr.trim()).split("\n").at(-1) ?? "";
      return { holds: status === 0, says: says === "" ? `exit code ${String(status)}` : says };
    },
    times: [[`make ${name}`, seconds, "assumed"]],
  });
  const named = names.length === 0 ? "none is named by PROJECTION=" : names.join(", ");
  return [
    asks(
      "event store: its schema is whole",
      "db-verify",
      "database",
      30,
      "docs/runbooks/migrate.md",
    ),
    {
      title: `core projections are built anew: ${named}`,
      ...{ decides: "person", target: "everything", byHand: "" },
      does: names.map((name) => runs("make", "db-rebuild", env, `PROJECTION=${name}`)),
      times: names.map((name) => [`${name} is built anew`, undefined, "unknown"]),
      back: "nothing: what is built from events can be built again",
    },
    asks(
      "services: every workload answers",
      "health-check-all",
      target,
      15,
      "docs/runbooks/alarm.md",
    ),
  ];
}

const [freezes, thaws] = ["releases are frozen", "releases are let in again"];

/** Nothing is deployed meanwhile: an `up` would meet half of a recovery. */
export function frozen(
  { spec: { github, identity } }: About,
  isFrozen: boolean,
  target: Target,
): Step {
  const repository = `${github.owner}/${github.repository}`;
  const file = identity.stack === "production" ? "promote.yml" : "deploy.yml";
  const workflow = `repos/${repository}/actions/workflows/${file}`;
  return {
    ...{ title: isFrozen ? freezes : thaws, back: isFrozen ? thaws : freezes },
    ...{ decides: "command", target, times: [["GitHub takes it", 5, "assumed"]] },
    does: [runs("gh", "workflow", isFrozen ? "disable" : "enable", file, "--repo", repository)],
    look: async (world) => {
      const state = await answer(world, ["gh", "api", workflow, "--jq", ".state"]);
      // GitHub that does not answer deploys nothing either, and must not stop a recovery.
      const holds = isFrozen ? state !== "active" : state === "active";
      return { holds, says: `${file} is ${state ?? "not to be asked: gh auth status"}` };
    },
    byHand: "docs/runbooks/freeze.md",
  };
}
