import type { Progress } from "./rebuild";

const quietMilliseconds = 10_000;

/** One line on a terminal that is written anew; elsewhere a line from time to time. */
export class ProgressLine {
  private readonly begun: number;
  private last: number;

  public constructor(
    private readonly stream: { readonly isTTY?: boolean; write(text: string): unknown },
    private readonly now: () => number = Date.now,
  ) {
    this.begun = this.last = now();
  }

  public show(progress: Progress): void {
    const now = this.now();
    const text = describeProgress(progress, (now - this.begun) / 1_000);
    if (this.stream.isTTY === true) this.stream.write(`\r\u001b[2K${text}`);
    else if (now - this.last >= quietMilliseconds) {
      this.last = now;
      this.stream.write(`${text}\n`);
    }
  }

  public clear(): void {
    if (this.stream.isTTY === true) this.stream.write("\r\u001b[2K");
  }
}

export function describeProgress({ title, done, total }: Progress, seconds: number): string {
  const rate = seconds > 0 ? done / seconds : 0;
  const left = rate > 0 ? `, ${duration((total - done) / rate)} left` : "";
  return `${title}: ${grouped(done)} of ${grouped(total)} events, ${grouped(rate)} a second${left}`;
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 90 ? `${String(whole)} s` : `${String(Math.ceil(whole / 60))} min`;
}

export function grouped(count: number): string {
  return Math.round(count).toLocaleString("en");
}
