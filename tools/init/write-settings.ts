import { isMap } from "../../settings/parse-text";
import { previewHost, stackFileName } from "../../settings/stack-name";
import type { Answers } from "./answers";
import { placeOf, teamsIn } from "./known";
import type { Question } from "./questions";
import type { Rewriting } from "./rewriting";

const templateFile = "Pulumi.pr.template.yaml";

/** Maps that are not there where nothing in them was answered: a region alone is no place for a database. */
const whole = [
  { key: "neon", decides: "organizationId" },
  { key: "alerts.slack", decides: "channelId" },
] as const;

/** Pulumi.yaml, Pulumi.<stack>.yaml and the template of pull requests, as the answers say. */
export function writeSettings(
  files: Rewriting,
  questions: readonly Question[],
  before: Answers,
  answers: Answers,
): void {
  const isChanged = (name: string): boolean =>
    JSON.stringify(before.get(name)) !== JSON.stringify(answers.get(name));
  const changed = questions.filter(({ name }) => isChanged(name));
  for (const question of changed) {
    if (/^(?:teams|people)\./.test(question.name)) continue;
    const { file, path } = placeOf(question);
    files.set(file, path, answers.get(question.name));
  }
  writePeople(files, changed, answers);
  writeTeams(files, stacksOf(questions), teamIds(files, before, answers));
  for (const stack of stacksOf(questions)) {
    const file = stackFileName(stack);
    const emails = ["config", "platform:alerts", "emails"];
    if (isChanged("alerts.emails") && files.value(file, emails) !== undefined) {
      files.set(file, emails, answers.get("alerts.emails"));
    }
    // Whose keys they are is nobody's to guess: who keeps them, would open the backups of another's database.
    if (isChanged(`${stack}.neon.organizationId`)) {
      files.set(file, ["config", "platform:neon", "backupRecipients"], undefined);
    }
    for (const { key, decides } of whole) {
      const name = `${stack}.${key}.${decides}`;
      if (answers.get(name) !== undefined || !questions.some((each) => each.name === name))
        continue;
      const [first = "", ...rest] = key.split(".");
      files.set(file, ["config", `platform:${first}`, ...rest], undefined);
    }
  }
  if (stacksOf(questions).includes(previewHost)) writeTemplate(files);
}

/** Stacks that the questions are of, each once. */
export function stacksOf(questions: readonly Question[]): readonly string[] {
  return [...new Set(questions.map(({ stack }) => stack))].filter(
    (stack) => stack !== "all" && stack !== "pr",
  );
}

function writePeople(files: Rewriting, changed: readonly Question[], answers: Answers): void {
  const path = ["config", "people", "default"];
  const people = { ...(files.value("Pulumi.yaml", path) as object | undefined) } as Record<
    string,
    unknown
  >;
  for (const { name } of changed) {
    const role = /^people\.(\w+)\./.exec(name)?.[1];
    if (role === undefined) continue;
    people[role] = { ...(people[role] as object | undefined), emails: answers.get(name) ?? [] };
  }
  files.set("Pulumi.yaml", path, people);
}

/** Ids of teams as they become, by those that they have. */
export type TeamIds = ReadonlyMap<number, number>;

export function teamIds(files: Rewriting, before: Answers, answers: Answers): TeamIds {
  const names = teamsIn(files.read).map((slug) => `teams.${slug}`);
  return new Map(names.map((name) => [Number(before.get(name)), Number(answers.get(name))]));
}

/** The teams' ids, in the list of teams and wherever one reviews. */
function writeTeams(files: Rewriting, stacks: readonly string[], ids: TeamIds): void {
  const shared = stackFileName("shared");
  const list = files
    .read(shared)
    .replace(/\bid: (\d+)/g, (_, id: string) => `id: ${String(ids.get(Number(id)) ?? id)}`);
  files.write(shared, list);
  for (const stack of stacks) {
    const file = stackFileName(stack);
    const path = ["config", "platform:deploy", "reviewers"];
    const reviewers = files.value(file, path);
    if (!isMap(reviewers)) continue;
    const gates = Object.entries(reviewers).map(([gate, teams]) => [
      gate,
      (teams as readonly number[]).map((id) => ids.get(id) ?? id),
    ]);
    files.set(file, path, Object.fromEntries(gates));
  }
}

/** Pull requests live where dev does. */
function writeTemplate(files: Rewriting): void {
  const lender = stackFileName(previewHost);
  for (const key of ["platform:aws", "platform:cloudflare"]) {
    files.set(templateFile, ["config", key], files.value(lender, ["config", key]));
  }
  const host = String(files.value(lender, ["config", "platform:host"]));
  files.set(templateFile, ["config", "platform:host"], `pr-\${number}.${host}`);
}
