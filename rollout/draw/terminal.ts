import type { Fault } from "../judge/counts";
import { type Judgement, uncounted } from "../judge/judge";
import { odds } from "../judge/limits";
import { remediesOf, trafficOf } from "../judge/need";
import { minutesOf, percent } from "../judge/words";
import type { Recording } from "../recorded/recording";
import { endOf, type Line, linesOf } from "./lines";

const blocks = "▁▂▃▄▅▆▇█";

const titles: Readonly<Record<Fault, string>> = { errors: "failed", slow: "slow" };

/** Columns beside the minutes: what a row is, and where it ends. */
const beside = 50;

/** What was decided after each minute, on one screen: a block for each minute, or the highest of several. */
export function drawInTerminal(
  recording: Recording,
  judgements: readonly Judgement[],
  columns: number,
): string {
  const { service, release } = recording;
  const last = judgements.at(-1) ?? uncounted;
  const room = Math.max(10, columns - beside);
  const rows = linesOf(release.minutes, judgements).flatMap((lines) => {
    const { fault, candidate, baseline, worse, allowed } = lines;
    const share = (whose: string, line: Line) =>
      row(`${titles[fault]}, ${whose}`, blocksOf(line, 4 * allowed, room), percent(endOf(line)));
    const evidence = `10^${endOf(worse).toFixed(1)}, enough is 10^${Math.log10(odds).toFixed(0)}`;
    return [
      `${share("release", candidate)}, ${percent(allowed)} allowed`,
      share("running", baseline),
      row("  evidence against", blocksOf(worse, Math.log10(odds), room), evidence),
      "",
    ];
  });
  return [`${service}: ${last.outcome}: ${last.reason}`, ...advice(recording, last), "", ...rows]
    .join("\n")
    .trimEnd()
    .concat("\n");
}

/** What would bring the requests that were too few, going by what the running version got. */
function advice({ release, limits }: Recording, last: Judgement): string[] {
  const traffic = trafficOf(release.minutes, last.findings);
  if (last.outcome !== "hold" || traffic === undefined) return [];
  const remedies = remediesOf(traffic, limits);
  if (remedies === undefined || !Number.isFinite(remedies.watch)) return [];
  const { share, watch, probes } = remedies;
  const larger = share === undefined ? [] : [`${percent(share)} of the traffic`];
  const ways = [
    ...larger,
    `a watch of ${minutesOf(watch)}`,
    `${probes.toFixed(1)} probes a second`,
  ];
  return [`With this traffic it takes one of: ${ways.join("; ")}; or a person's word.`];
}

function row(title: string, drawn: string, end: string): string {
  return `${title.padEnd(18)}  ${drawn}  ${end}`;
}

function blocksOf(line: Line, full: number, room: number): string {
  const each = Math.ceil(line.length / room);
  const drawn: string[] = [];
  for (let start = 0; start < line.length; start += each) {
    const values = line.slice(start, start + each).filter((value) => value !== undefined);
    const height = Math.floor((Math.max(...values) / full) * blocks.length);
    drawn.push(values.length === 0 ? " " : (blocks[Math.min(height, blocks.length - 1)] ?? " "));
  }
  return drawn.join("");
}
