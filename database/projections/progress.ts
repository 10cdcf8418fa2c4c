import type { Progress } from "./rebuild";

/** One line on a terminal, which is written anew; nothing elsewhere. */
export class ProgressLine {
  private readonly begun = Date.now();

  public constructor(
    private readonly stream: { readonly isTTY?: boolean; write(text: string): unknown },
  ) {}

  public show(progress: Progress): void {
    this.write(describeProgress(progress, (Date.now() - this.begun) / 1_000));
  }

  public clear(): void {
    this.write("");
  }

  private write(text: string): void {
    if (this.stream.isTTY === true) this.stream.write(`\r\u001b[2K${text}`);
  }
}

export function describeProgress({ title, done, total }: Progress, seconds: number): string {
  const rate = done / Math.max(seconds, 0.001);
  const left = rate > 0 ? `, ${String(Math.ceil((total - done) / rate))} s left` : "";
  return `${title}: ${grouped(done)} of ${grouped(total)} events, ${grouped(rate)} a second${left}`;
}

export function grouped(count: number): string {
  return Math.round(count).toLocaleString("en");
}
