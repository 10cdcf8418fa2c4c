import type { CellName } from "../../blueprint/tier";
import type { Entry } from "./build";
import { isGoingBack } from "./place";
import { placedAt, type Placing } from "./placed";
import type { StageName } from "./stages";
import type { Standings } from "./standings";

/** Settings that stand in place of the files'. What is left out stays as the files say it. */
export interface Settings {
  /** By workload: `platform:releases`. */
  readonly releases: Readonly<Record<string, Entry>>;
  readonly live?: CellName;
  /** `null` where no cell is warm, whatever the file says. */
  readonly warm?: CellName | null;
  /** Digests that ran here before, by workload, for the policies: neither they nor going back to them is new to anybody. */
  readonly ran?: Readonly<Record<string, readonly string[]>>;
}

/**
 * What an `up` in the stage of a release is given: the same in each repetition, whatever happened in between and whatever
 * the files have come to say.
 *
 * @param before - what the releases before it left.
 */
export function settingsAt(record: Placing, before: Standings): Settings {
  const standing = Object.entries(before.workloads).map(([name, { entry }]) => [name, entry]);
  const changed = record.changes.map((change) => [change.workload, placedAt(change, record).entry]);
  return {
    releases: Object.fromEntries([...standing, ...changed]) as Readonly<Record<string, Entry>>,
    ...(before.live !== undefined && { live: before.live, warm: null }),
    ...cellsAt(record),
    ran: ranIn(record, before),
  };
}

function ranIn(record: Placing, { workloads, verified }: Standings): NonNullable<Settings["ran"]> {
  const { changes } = record;
  const builds = [
    ...Object.entries(workloads).flatMap(([name, { build, entry }]) => [
      [name, build] as const,
      // What was taken back stays declared, without requests, until another build comes.
      [name, entry] as const,
    ]),
    ...(isGoingBack(record) ? changes.map(({ workload, to }) => [workload, to] as const) : []),
    ...Object.entries(verified).flatMap(([name, all]) =>
      all.map(({ build }) => [name, build] as const),
    ),
    ...changes.flatMap(({ workload, from }) => (from ? [[workload, from.build] as const] : [])),
  ];
  const names = [...new Set(builds.map(([name]) => name))];
  return Object.fromEntries(
    names.map((name) => {
      const digests = builds.flatMap(([of, { digest }]) => (of === name ? [digest] : []));
      return [name, [...new Set(digests)]];
    }),
  );
}

function cellsAt({ stage, cells }: Placing): Pick<Settings, "live" | "warm"> {
  if (cells === undefined) return {};
  const { from, to } = cells;
  const both: Partial<Record<StageName, Pick<Settings, "live" | "warm">>> = {
    warm: { live: from, warm: to },
    steady: { live: from, warm: to },
    move: { live: to, warm: from },
    guard: { live: to, warm: from },
    drain: { live: to, warm: null },
    switched: { live: to, warm: null },
    "move back": { live: from, warm: to },
    forget: { live: from, warm: to },
  };
  return both[stage] ?? { live: from, warm: null };
}
