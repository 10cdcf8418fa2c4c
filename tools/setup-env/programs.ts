import { columns } from "../../operations/columns";

/** A program that something here calls, and whether this machine has it. */
export interface Program {
  readonly name: string;
  readonly neededFor: readonly string[];
  readonly found: boolean;
}

const shellsOwn = new Set(["cd", "echo", "test", "true", "false", "exit", "export", "set", "["]);

/** Programs that the lines of a recipe call, as make prints them. */
export function programsIn(commands: string): readonly string[] {
  const calls = commands.replace(/\\\n/g, " ").split(/\n|&&|\|\||[;|]/);
  const names = calls.flatMap((call) => {
    const [name] = call
      .trim()
      .split(/\s+/)
      .filter((word) => !/^\w+=/.test(word));
    return name !== undefined && /^[\w.-]+$/.test(name) && !shellsOwn.has(name) ? [name] : [];
  });
  return [...new Set(names)];
}

/** A line for each program, and what comes next. */
export function describePrograms(programs: readonly Program[]): string {
  const rows = programs.map(({ name, neededFor, found }) => [
    name,
    found ? "here" : "MISSING",
    neededFor.join(", "),
  ]);
  const missing = programs.filter(({ found }) => !found).map(({ name }) => name);
  const next =
    missing.length === 0
      ? "Ready: make preview, make test-all"
      : `Install what you need of ${missing.join(", ")}; all else works without`;
  return [...columns(rows), next].map((line) => `${line}\n`).join("");
}
