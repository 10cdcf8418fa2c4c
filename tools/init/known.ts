import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseYaml, type TextMap } from "../../settings/parse-text";
import { SettingsError } from "../../settings/problem";
import type { Answers } from "./answers";
import type { Question } from "./questions";

/** Reads a file of the project, by its path in it. */
export type ReadFile = (file: string) => string;

export function readIn(root: string): ReadFile {
  return (file) => readFileSync(join(root, file), "utf8");
}

/** Where the answer to a question stands. */
export function placeOf({ stack, path, name }: Question): {
  readonly file: string;
  readonly path: readonly string[];
} {
  const [key = "", ...inside] = path;
  if (stack === "all") return { file: "Pulumi.yaml", path: ["config", key, "default", ...inside] };
  const file = stack === "pr" ? "Pulumi.pr.template.yaml" : `Pulumi.${stack}.yaml`;
  const team = /^teams\.(.+)$/.exec(name)?.[1];
  const rest = team === undefined ? inside : [team];
  return { file, path: ["config", `platform:${key}`, ...rest] };
}

/** The owner of the platform that this repository shows: nothing that it says of itself is anybody's answer. */
export const sampleOwner = "monepiceriz";

/** What the settings of the checkout answer already. */
export function knownAnswers(read: ReadFile, questions: readonly Question[]): Answers {
  const files = new Map<string, TextMap>();
  const content = (file: string): TextMap => {
    const known = files.get(file) ?? parsed(file, read(file));
    files.set(file, known);
    return known;
  };
  return new Map(
    questions.flatMap((question) => {
      const { file, path } = placeOf(question);
      const value = valueAt(content(file), path);
      return value === undefined ? [] : [[question.name, value] as const];
    }),
  );
}

/** The slugs of the checkout's teams. */
export function teamsIn(read: ReadFile): readonly string[] {
  const teams = valueAt(parsed("Pulumi.shared.yaml", read("Pulumi.shared.yaml")), [
    "config",
    "platform:teams",
  ]);
  return Array.isArray(teams)
    ? teams.flatMap((team) => (isMap(team) && typeof team.slug === "string" ? [team.slug] : []))
    : [];
}

export function parsed(file: string, text: string): TextMap {
  const content = parseYaml(file, text);
  if ("problems" in content) throw new SettingsError("init", content.problems);
  return content.value;
}

/** The value at a path; a team, in its list, is called by its slug and known by its id. */
export function valueAt(content: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) {
      const team: unknown = value.find((item) => isMap(item) && item.slug === key);
      return isMap(team) ? team.id : undefined;
    }
    return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, content);
}
