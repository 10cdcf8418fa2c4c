import { columns } from "../../operations/columns";
import { unexpectedOf } from "./compare";
import { grouped } from "./progress";
import type { Rebuilt } from "./rebuild";
import type { Standing } from "./standing";

/** What became of a rebuild, and what to do next where a person has to. */
export function describeRebuilt(stack: string, rebuilt: Rebuilt): string {
  const { projection, version, former, outcome, events, position, comparison, accepted } = rebuilt;
  const title = `${projection} ${String(version)}`;
  const read = `${grouped(events)} events read, up to position ${grouped(position)}`;
  const again = `make db-rebuild ENV=${stack} PROJECTION=${projection} VERSION=${String(version)}`;
  const lines = {
    current: [`${title} is live and current: ${read}`],
    first: [`${title} is live, the first one: ${read}`],
    switched: [
      `${title} is live in place of ${String(former)}: ${read}`,
      ...(accepted === undefined ? [] : [`  its differences were accepted: ${accepted}`]),
    ],
    differs: [
      `${projection} ${String(former)} is still live: ${title} has rows that nobody expected to differ`,
    ],
  }[outcome];
  const compared =
    comparison === undefined
      ? []
      : [
          `  ${grouped(comparison.rows)} rows compared with ${projection} ${String(former)} at position ${grouped(comparison.position)}`,
          ...columns(
            comparison.differences.map(({ what, rows, expected }) => [
              `  ${expected === undefined ? "✗" : "✓"} ${what}`,
              `${grouped(rows)} differ`,
              expected ?? "nobody expected it",
            ]),
          ),
          ...comparison.examples.flatMap(({ key, former: had, next }) => [
            `  ${key}`,
            `    was ${JSON.stringify(had)}`,
            `    is  ${JSON.stringify(next)}`,
          ]),
        ];
  const next =
    outcome !== "differs" || comparison === undefined
      ? []
      : [
          `Mend it in database/projections/declared and build it anew: ${again} FRESH=1`,
          `or say there why ${unexpectedOf(comparison)
            .map(({ what }) => what)
            .join(", ")} differs (\`differs\`), or here: ${again} ACCEPT='<reason>'`,
        ];
  return `${[...lines, ...compared, ...next].join("\n")}\n`;
}

/** What is live and how far each version is. */
export function describeStanding(stack: string, standings: readonly Standing[]): string {
  const rows = standings.map(({ projection, version, isLive, position, behind, isCore }) => [
    `${projection} ${String(version)}`,
    isLive ? "live" : position === undefined ? "not begun" : "beside it",
    position === undefined ? "" : `position ${grouped(position)}`,
    behind === 0 ? "current" : `${grouped(behind)} events behind`,
    isCore ? "services need it" : "",
  ]);
  const todo = standings.filter(({ isToDo }) => isToDo);
  return `${[
    ...columns(rows),
    ...(todo.length === 0
      ? []
      : [
          `To do: ${todo.map(({ projection }) => projection).join(", ")}: make db-rebuild ENV=${stack}`,
        ]),
  ].join("\n")}\n`;
}
