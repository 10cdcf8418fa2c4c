import { createColors } from "picocolors";
import { terminalOf } from "../preview/start/terminal";
import { visible } from "../settings/visible";
import type { Happening } from "../operations/release/world";
import type { Tally } from "./fleet/ledger";

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** Where lines go. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What a workload's versions answered, in the order in which they came. */
export interface VersionCount {
  readonly workload: string;
  readonly version: string;
  readonly requests: number;
  readonly errors: number;
}

export function countsOf(tallies: readonly Tally[]): readonly VersionCount[] {
  const counts = new Map<string, VersionCount>();
  for (const { workload, version, requests, errors } of tallies) {
    const key = `${workload} ${version}`;
    const known = counts.get(key) ?? { workload, version, requests: 0, errors: 0 };
    counts.set(key, {
      ...known,
      requests: known.requests + requests,
      errors: known.errors + errors,
    });
  }
  return [...counts.values()];
}

/**
 * A release as it happens, a line for each stage, and below it what the versions that take turns answered in it. A
 * terminal shows meanwhile in one more line what happens now.
 */
export class Timeline {
  private begun = 0;
  private stage = "";
  private says = "";
  private tallies: readonly Tally[] = [];
  private since = 0;

  private readonly paint;

  public constructor(
    private readonly screen: Screen,
    environment: NodeJS.ProcessEnv,
  ) {
    this.paint = createColors(terminalOf(screen, environment).colour);
  }

  public say(text: string): void {
    this.clear();
    this.screen.write(`${visible(text)}\n`);
  }

  public title(text: string, at: number): void {
    this.begun = at;
    this.since = at;
    this.stage = "";
    this.say("");
    this.clear();
    this.screen.write(`${this.paint.bold(visible(text))}\n`);
  }

  public tell({ at, stage, kind, says }: Happening): void {
    if (kind === "judged" || kind === "waits") {
      this.says = says;
      return;
    }
    if (kind !== "failed") this.close(at);
    const colour =
      {
        failed: this.paint.red,
        back: this.paint.red,
        held: this.paint.yellow,
        ended: this.paint.bold,
      }[kind as string] ?? String;
    const label = kind === "stage" ? stage : kind === "ended" ? "ended" : kind;
    this.line(at, label, colour(visible(says)));
    if (kind === "stage") this.stage = stage;
  }

  /** What was counted until now. */
  public count(tallies: readonly Tally[], now: number): void {
    this.tallies = tallies;
    if (this.screen.isTTY !== true || this.stage === "") return;
    const text = [...this.shares(now), this.says].filter((part) => part !== "").join("; ");
    const room = (this.screen.columns ?? 100) - 2;
    this.clear();
    this.screen.write(this.paint.dim(visible(text).slice(0, room)));
  }

  /** Something that takes its time: a terminal sees the number grow, anybody else that it began. */
  public progress(text: string, number: number): void {
    if (this.screen.isTTY !== true) {
      if (number === 1) this.say(text);
      return;
    }
    this.clear();
    this.screen.write(this.paint.dim(visible(`${text}: ${String(number)}`)));
  }

  private close(at: number): void {
    const judged = this.says === "" ? [] : [this.says];
    for (const text of [...this.shares(at), ...judged])
      this.line(undefined, "", this.paint.dim(visible(text)));
    [this.says, this.since] = ["", at];
  }

  /** What versions that took turns in this stage answered. */
  private shares(now: number): readonly string[] {
    const counts = countsOf(
      this.tallies.filter(({ at, version }) => at >= this.since && at <= now && version !== ""),
    );
    const workloads = [...new Set(counts.map(({ workload }) => workload))].sort();
    return workloads.flatMap((workload) => {
      const own = counts.filter((count) => count.workload === workload);
      return own.length < 2 ? [] : [`${workload}: ${own.map(spelled).join(", ")}`];
    });
  }

  private line(at: number | undefined, label: string, text: string): void {
    const minutes = at === undefined ? "" : `${String(Math.round((at - this.begun) / 60))} min`;
    this.clear();
    this.screen.write(`${minutes.padStart(7)}  ${label.padEnd(15)}  ${text}\n`);
  }

  private clear(): void {
    if (this.screen.isTTY === true) this.screen.write("\r\x1b[K");
  }
}

function spelled({ version, requests, errors }: VersionCount): string {
  const failed = errors === 0 ? "" : `, ${whole.format(errors)} failed`;
  return `${version} answered ${whole.format(requests)}${failed}`;
}
