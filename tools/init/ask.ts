import { problemText, SettingsError, type Problem } from "../../settings/problem";
import { checkAnswer, parseAnswer, type Question } from "./questions";

export interface Conversation {
  readonly say: (text: string) => void;
  /** Gives what was typed. */
  readonly ask: (prompt: string) => Promise<string>;
}

/** Asks questions one by one; an answer that its setting refuses is asked again. */
export async function askEach(
  questions: readonly Question[],
  answers: Map<string, unknown>,
  conversation: Conversation,
): Promise<void> {
  for (const question of questions) {
    answers.set(question.name, await askOne(question, answers.get(question.name), conversation));
  }
}

async function askOne(
  question: Question,
  known: unknown,
  { say, ask }: Conversation,
): Promise<unknown> {
  const { name, meaning, expected, need } = question;
  say(`\n${name}: ${meaning}\n  ${expected}${need === "may be left out" ? "; - for none" : ""}\n`);
  for (;;) {
    const typed = await ask(known === undefined ? "> " : `[${shown(known)}] > `);
    const isNone = need === "may be left out" && ["", "-"].includes(typed.trim());
    if (isNone && (known === undefined || typed.trim() === "-")) return undefined;
    const value = typed.trim() === "" ? known : parseAnswer(question, typed);
    const checked = checkAnswer(question, value, "the answer");
    if ("value" in checked) return checked.value;
    for (const problem of checked.problems) say(`  ${problemText(problem)}\n`);
  }
}

function shown(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : String(value);
}

/**
 * Asks again what the settings together object to, until they object to nothing.
 *
 * @param problemsOf - what they have against the answers.
 * @throws SettingsError with what no other answer would mend.
 */
export async function askUntilSound(
  questions: readonly Question[],
  answers: Map<string, unknown>,
  problemsOf: () => Promise<readonly Problem[]>,
  conversation: Conversation,
): Promise<void> {
  for (;;) {
    const problems = await problemsOf();
    if (problems.length === 0) return;
    const asked = questions.filter((question) => problems.some((each) => isOn(each, question)));
    const unasked = problems.filter((each) => !questions.some((question) => isOn(each, question)));
    if (unasked.length > 0) throw new SettingsError("init", unasked);
    for (const problem of problems) conversation.say(`\n${problemText(problem)}\n`);
    await askEach(asked, answers, conversation);
  }
}

/** Whether a problem of the settings is on what a question asks. */
function isOn({ file, key }: Problem, { name, stack, path }: Question): boolean {
  const isThere = stack === "all" || file === `Pulumi.${stack}.yaml`;
  const said = key.replace(/^platform:/, "");
  const own = name.startsWith("teams.") ? "teams" : path.join(".");
  return isThere && (own === said || own.startsWith(`${said}.`) || said.startsWith(`${own}.`));
}
