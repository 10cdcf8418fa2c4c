const advisory = /^\s+- \[advisory\]/;
const notYetKnown = /^\s+can't run policy '.*' during preview: .* can't be known during preview$/;

/**
 * Takes out of the engine's output what its policy runner says of every value that a preview can't know, two lines for
 * each rule and resource, and counts them in one line instead. The update judges them; `make preview` already has.
 */
export class QuietPolicies {
  private rest = "";
  private held: string | undefined;
  private waiting = 0;

  public constructor(private readonly print: (text: string) => void) {}

  /** Takes a piece of output, which may end in the middle of a line. */
  public write(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) this.line(line);
  }

  /** Prints what is left when the output has ended. */
  public end(): void {
    if (this.rest !== "") this.line(this.rest);
    this.rest = "";
    this.release();
    this.sum();
  }

  private line(line: string): void {
    if (this.held !== undefined && notYetKnown.test(line)) {
      this.held = undefined;
      this.waiting += 1;
      return;
    }
    this.release();
    if (advisory.test(line)) {
      this.held = line;
      return;
    }
    this.sum();
    this.print(`${line}\n`);
  }

  private release(): void {
    if (this.held === undefined) return;
    this.print(`${this.held}\n`);
    this.held = undefined;
  }

  private sum(): void {
    if (this.waiting === 0) return;
    const [verdicts, wait] = this.waiting === 1 ? ["verdict", "waits"] : ["verdicts", "wait"];
    this.print(
      `        ${String(this.waiting)} ${verdicts} ${wait} for values that only a cloud gives: the update judges them\n`,
    );
    this.waiting = 0;
  }
}
