import { isDeepStrictEqual } from "node:util";
import { parsed, type ReadFile, valueAt } from "./known";
import { withValue } from "./yaml-text";

/** Files of the project as they are to become. What is written as it was, is left as it was. */
export class Rewriting {
  private readonly texts = new Map<string, string>();

  public constructor(private readonly original: ReadFile) {}

  public readonly read: ReadFile = (file) => this.texts.get(file) ?? this.original(file);

  public value(file: string, path: readonly string[]): unknown {
    return valueAt(parsed(file, this.read(file)), path);
  }

  /** Gives a key of a YAML file a value; none takes it away. */
  public set(file: string, path: readonly string[], value: unknown): void {
    if (isDeepStrictEqual(this.value(file, path), value)) return;
    this.write(file, withValue(this.read(file), path, value));
  }

  public write(file: string, text: string): void {
    this.texts.set(file, text);
  }

  /** What differs from before, by file. */
  public changed(): ReadonlyMap<string, string> {
    return new Map([...this.texts].filter(([file, text]) => text !== this.original(file)));
  }
}
