import { readdirSync } from "node:fs";
import { join } from "node:path";
import { releasesFileName } from "../../settings/release";
import type { Answers } from "./answers";
import { knownAnswers, type ReadFile } from "./known";
import type { Question } from "./questions";
import { Rewriting } from "./rewriting";
import { writeNames } from "./write-names";
import { writePolicies } from "./write-policies";
import { stacksOf, teamIds, writeSettings } from "./write-settings";

/** What identifies the registry that releases name images of. */
const registry = ["product", "shared.aws.accountId"];

/** Every file that the answers change, as it becomes. */
export function filesFor(
  read: ReadFile,
  questions: readonly Question[],
  answers: Answers,
  documents: readonly string[],
): ReadonlyMap<string, string> {
  const files = new Rewriting(read);
  const before = knownAnswers(read, questions);
  const teams = teamIds(files, before, answers);
  writeSettings(files, questions, before, answers);
  writePolicies(files, questions, answers, teams);
  writeNames(files, before, answers, documents);
  if (registry.some((name) => before.get(name) !== answers.get(name))) {
    const empty = `${JSON.stringify({ $schema: "../settings/releases.schema.json" }, undefined, 2)}\n`;
    for (const stack of stacksOf(questions).filter((each) => each !== "shared")) {
      files.write(releasesFileName(stack), empty);
    }
  }
  return files.changed();
}

/** Documents that name the platform. */
export function documentsIn(root: string): readonly string[] {
  const folder = "docs/runbooks";
  return ["README.md", ...readdirSync(join(root, folder)).map((file) => `${folder}/${file}`)];
}
