import { readFileSync } from "node:fs";
import { isMap, parseYaml, type TextMap } from "../../settings/parse-text";
import { hintAt } from "../../settings/nearest";
import { SettingsError, type Problem } from "../../settings/problem";
import { UsageError } from "../../settings/usage-error";
import { checkAnswer, parseAnswer, type Question } from "./questions";

/** Answers by the names of their questions; one that is left out on purpose is `undefined`. */
export type Answers = ReadonlyMap<string, unknown>;

/**
 * The answers in a file, and those beside it as `name=value`, which stand in place of the file's.
 *
 * @throws UsageError, SettingsError with everything that is wrong with them.
 */
export function givenAnswers(
  questions: readonly Question[],
  file: string | undefined,
  set: readonly string[],
): Answers {
  const problems: Problem[] = [];
  const answers = new Map<string, unknown>();
  const take = (source: string, question: Question, value: unknown): void => {
    answers.set(question.name, undefined);
    if (value === null || value === undefined) return;
    const checked = checkAnswer(question, value, source);
    if ("problems" in checked) problems.push(...checked.problems);
    else answers.set(question.name, checked.value);
  };
  const ask = (source: string, name: string): Question => {
    const found = questions.find((question) => question.name === name);
    if (found !== undefined) return found;
    const hint = hintAt(
      name,
      questions.map((question) => question.name),
    );
    throw new UsageError(`${source}: ${name} answers no question of make init${hint}`);
  };
  if (file !== undefined) {
    for (const [name, value] of leaves(readAnswers(file), questions))
      take(file, ask(file, name), value);
  }
  for (const setting of set) {
    const [, name = "", text = ""] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
    const question = ask("SET", name);
    take("SET", question, parseAnswer(question, text));
  }
  if (problems.length > 0) throw new SettingsError("init", problems);
  return answers;
}

function readAnswers(file: string): TextMap {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`${file}: there is no such file of answers`);
  }
  const parsed = parseYaml(file, text);
  if ("problems" in parsed) throw new SettingsError("init", parsed.problems);
  return parsed.value;
}

/** Values by the names that their keys make, as deep as a question lies. */
function leaves(
  map: TextMap,
  questions: readonly Question[],
  above: readonly string[] = [],
): readonly (readonly [name: string, value: unknown])[] {
  return Object.entries(map).flatMap(([key, value]) => {
    const path = [...above, key];
    const name = path.join(".");
    const isAnswer = questions.some((question) => question.name === name);
    return isMap(value) && !isAnswer ? leaves(value, questions, path) : [[name, value] as const];
  });
}

/** What has no answer and can't do without, a line each. */
export function describeMissing(missing: readonly Question[]): string {
  const lines = missing.map(
    ({ name, meaning, expected }) => `  ${name}: ${meaning} ${upper(expected)}.`,
  );
  return [
    `${String(missing.length)} answers are missing, and there is no terminal to ask on:`,
    ...lines,
    "Write them into a file, by these names: make init ANSWERS=<file>",
  ].join("\n");
}

function upper(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
