import type { Progress } from "./build";

/** A line on a terminal, which each report replaces; elsewhere a line now and then, so that a log shows life. */
export class ProgressLine {
  private readonly started = Date.now();
  private lastWritten = 0;
  private lastStage = "";

  public constructor(
    private readonly out: Pick<NodeJS.WriteStream, "isTTY" | "write">,
    /** Milliseconds between two lines in a log. */
    private readonly interval = 30_000,
  ) {}

  public show({ stage, done, total }: Progress): void {
    const count = total === undefined ? String(done) : `${String(done)} of ${String(total)}`;
    const text = `${this.elapsed()}  ${stage}: ${count}`;
    if (this.out.isTTY) {
      this.out.write(`\r\u001b[2K${text}`);
      return;
    }
    if (stage === this.lastStage && Date.now() - this.lastWritten < this.interval) return;
    this.lastStage = stage;
    this.lastWritten = Date.now();
    this.out.write(`${text}\n`);
  }

  /** Ends the line of a terminal. */
  public end(): void {
    if (this.out.isTTY) this.out.write("\r\u001b[2K");
  }

  /** Since it began, as `2:05`. */
  public elapsed(): string {
    const seconds = Math.round((Date.now() - this.started) / 1000);
    return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, "0")}`;
  }
}
