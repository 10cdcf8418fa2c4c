/** The emulator's time: it starts at the true time and then stands still until a test moves it. */
export class EmulatedClock {
  private milliseconds: number;

  public constructor(start: Date = new Date()) {
    this.milliseconds = Math.floor(start.getTime() / 1_000) * 1_000;
  }

  public get time(): number {
    return this.milliseconds;
  }

  public advance(seconds: number): void {
    this.milliseconds += seconds * 1_000;
  }

  /** RFC 3339 to the second, `seconds` from now. */
  public timestamp(seconds = 0): string {
    return toTimestamp(this.milliseconds + seconds * 1_000);
  }
}

export function toTimestamp(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}
