import type { Colors } from "picocolors/types";
import { visible } from "../settings/visible";
import type { Rehearsed } from "./rehearsed";

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** Whether all that a rehearsal is to show did hold. */
export function holds(rehearsed: Rehearsed): boolean {
  return checksOf(rehearsed).every(([held]) => held);
}

/** One screen. */
export function describe(rehearsed: Rehearsed, paint: Pick<Colors, "green" | "red">): string {
  const { counts, seconds, requests } = rehearsed;
  const width = Math.max(...counts.map(({ workload, version }) => `${workload} ${version}`.length));
  const rows = [...counts]
    .sort((one, other) =>
      one.workload < other.workload ? -1 : one.workload > other.workload ? 1 : 0,
    )
    .map(({ workload, version, requests: answered, errors }) => {
      const failed = errors === 0 ? "" : `, ${whole.format(errors)} of them failures`;
      return `  ${`${workload} ${version}`.padEnd(width)}  ${whole.format(answered).padStart(8)} answers${failed}`;
    });
  const checks = checksOf(rehearsed).map(
    ([held, text]) => `${held ? paint.green("held  ") : paint.red("BROKEN")}  ${visible(text)}`,
  );
  const perSecond = whole.format(requests / seconds);
  return [
    "",
    ...rows,
    "",
    ...checks,
    "",
    `${whole.format(requests)} requests in ${whole.format(seconds)} seconds, ${perSecond} a second`,
    "",
  ].join("\n");
}

function checksOf({ good, bad, dropped }: Rehearsed): readonly (readonly [boolean, string])[] {
  return [
    [good.outcome === "verified", `the good release: ${good.outcome}, ${good.reason}`],
    [bad.outcome === "taken back", `the bad one: ${bad.outcome}, ${bad.reason}`],
    [
      dropped === 0,
      `${whole.format(dropped)} requests dropped or failed by a version that nothing is wrong with`,
    ],
    [
      bad.requests <= bad.most,
      `${bad.workload} ${bad.version} got ${whole.format(bad.requests)} requests, at most ${whole.format(bad.most)} by its share of ${String(bad.share)} % and what was under way`,
    ],
  ];
}
