/** Collects what is wrong in the pack's files, so that all of it is reported at once. */
export class Problems {
  public constructor(
    public readonly all: string[] = [],
    private readonly file = "",
  ) {}

  public in(file: string): Problems {
    return new Problems(this.all, file);
  }

  public add(key: string, problem: string): void {
    this.all.push([this.file, key, problem].filter((part) => part !== "").join(": "));
  }

  /** What `read` returns; its error is a problem of that key and gives the fallback. */
  public attempt<T>(key: string, read: () => T, fallback: T): T {
    try {
      return read();
    } catch (error) {
      this.add(key, error instanceof Error ? error.message : String(error));
      return fallback;
    }
  }
}
