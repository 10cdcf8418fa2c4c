import { format, getFileInfo, resolveConfig } from "prettier";
import { join } from "node:path";
import { SettingsError, type Problem } from "../../settings/problem";
import { listStacks } from "../../settings/stack-file";
import { UsageError } from "../../settings/usage-error";
import { type Answers, describeMissing, givenAnswers } from "./answers";
import { askEach, askUntilSound, type Conversation } from "./ask";
import { changedSince, readCommitted } from "./checkout";
import { problemsWith } from "./judge";
import { knownAnswers, type ReadFile, readIn, sampleOwner, teamsIn } from "./known";
import type { InitCommand } from "./options";
import { type Question, questionsFor } from "./questions";
import { documentsIn, filesFor } from "./write";
import { stacksOf } from "./write-settings";

/**
 * Every file of a project as the answers make it.
 *
 * @param conversation - none where nobody can be asked.
 * @throws UsageError, SettingsError before anything is written.
 */
export async function init(
  root: string,
  { answers: file, set }: Pick<InitCommand, "answers" | "set">,
  conversation: Conversation | undefined,
): Promise<ReadonlyMap<string, string>> {
  const questions = questionsFor(listStacks(root), teamsIn(readIn(root)));
  const ours = await ownChanges(root, questions);
  const read = readCommitted(root);
  const given = givenAnswers(questions, file, set);
  const answers = new Map(answeredBefore(questions, knownAnswers(readIn(root), questions)));
  moveHosts(answers, given);
  for (const [name, value] of given) answers.set(name, value);
  const open = questions.filter(({ name, need }) => need !== "not asked" && !given.has(name));
  const missing = open.filter(
    ({ name, need }) => need === "asked" && answers.get(name) === undefined,
  );
  if (conversation === undefined) {
    if (missing.length > 0) throw new UsageError(describeMissing(missing));
  } else {
    const unanswered = open.filter(({ name }) => given.size === 0 || !answers.has(name));
    await askEach(unanswered, answers, conversation);
  }
  const texts = (): Promise<ReadonlyMap<string, string>> => written(root, read, questions, answers);
  const problems = async (): Promise<readonly Problem[]> =>
    problemsWith(root, await texts(), stacksOf(questions));
  if (conversation !== undefined) {
    await askUntilSound(questions, answers, problems, conversation);
  } else {
    const found = await problems();
    if (found.length > 0) throw new SettingsError(stacksOf(questions), found);
  }
  const all = new Map([...ours.map((file) => [file, read(file)] as const), ...(await texts())]);
  return new Map([...all].filter(([file, text]) => text !== readIn(root)(file)));
}

/** A host that is not given goes along with its zone. */
function moveHosts(answers: Map<string, unknown>, given: Answers): void {
  for (const [name, zone] of given) {
    const stack = /^(\w+)\.cloudflare\.zone$/.exec(name)?.[1];
    if (stack === undefined) continue;
    const [host, before] = [`${stack}.host`, name].map((key) => String(answers.get(key)));
    if (host?.endsWith(before ?? "") !== true) continue;
    answers.set(
      `${stack}.host`,
      `${host.slice(0, host.length - (before ?? "").length)}${String(zone)}`,
    );
  }
}

/** What the files say already; of the sample's, only what suits most. An environment's host is its zone, unless it says more. */
function answeredBefore(questions: readonly Question[], known: Answers): Answers {
  if (known.get("product") !== sampleOwner) return known;
  return new Map(
    questions
      .filter(({ name, need }) => need === "not asked" && !name.endsWith(".host"))
      .flatMap(({ name }) => (known.has(name) ? [[name, known.get(name)] as const] : [])),
  );
}

async function written(
  root: string,
  read: ReadFile,
  questions: readonly Question[],
  answers: Answers,
): Promise<ReadonlyMap<string, string>> {
  const all = new Map(answers);
  for (const stack of stacksOf(questions).filter((each) => each !== "shared")) {
    const host = all.get(`${stack}.host`) ?? all.get(`${stack}.cloudflare.zone`);
    all.set(`${stack}.host`, host);
  }
  const files = await formatted(root, filesFor(read, questions, all, documentsIn(root)));
  const said = knownAnswers((file) => files.get(file) ?? read(file), questions);
  const lost = questions.filter(({ name }) => textOf(said.get(name)) !== textOf(all.get(name)));
  if (lost.length === 0) return files;
  const names = lost.map(({ name }) => name).join(", ");
  throw new UsageError(`these answers find no place in files that were changed by hand: ${names}`);
}

/** An empty list says as much as none. */
function textOf(value: unknown): string {
  return JSON.stringify(Array.isArray(value) && value.length === 0 ? null : (value ?? null));
}

async function formatted(
  root: string,
  files: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const options = await resolveConfig(join(root, "Pulumi.yaml"));
  const texts = [...files].map(async ([file, text]): Promise<readonly [string, string]> => {
    const { inferredParser: parser } = await getFileInfo(file);
    return [file, parser === null ? text : await format(text, { ...options, parser })];
  });
  return new Map(await Promise.all(texts));
}

/**
 * Files with changes that are in no commit, all of which an earlier `make init` made.
 *
 * @throws UsageError where somebody else did.
 */
async function ownChanges(
  root: string,
  questions: readonly Question[],
): Promise<readonly string[]> {
  const files = [
    ...new Set([
      "Pulumi.yaml",
      "Pulumi.pr.template.yaml",
      ...stacksOf(questions).map((stack) => `Pulumi.${stack}.yaml`),
      "policies/environments.yaml",
      "releases",
      "deploy/aws.mk",
      ".github/CODEOWNERS",
      ...documentsIn(root),
    ]),
  ];
  const changed = changedSince(root, files);
  if (changed.length === 0) return [];
  const committed = readCommitted(root);
  const answers = knownAnswers(readIn(root), questions);
  const ours = await formatted(root, filesFor(committed, questions, answers, documentsIn(root)));
  const theirs = changed.filter(
    (file) => readIn(root)(file) !== (ours.get(file) ?? committed(file)),
  );
  if (theirs.length === 0) return changed;
  throw new UsageError(
    `these have changes that are in no commit: ${theirs.join(", ")}\nCommit or stash them, then make init again.`,
  );
}
