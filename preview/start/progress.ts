import { visible } from "../../settings/visible";

/** One line on a terminal that says what is being done; nothing where the output is not a terminal. */
export class Progress {
  private shown = false;

  public constructor(
    private readonly stream: {
      readonly isTTY?: boolean;
      readonly columns?: number;
      write(text: string): unknown;
    },
  ) {}

  public say(text: string): void {
    if (this.stream.isTTY !== true) return;
    this.stream.write(`\r\u001b[2K${visible(text).slice(0, (this.stream.columns ?? 80) - 1)}`);
    this.shown = true;
  }

  public clear(): void {
    if (this.shown) this.stream.write("\r\u001b[2K");
    this.shown = false;
  }
}
