import { codeOwnersFile } from "../../settings/code-owners";
import { permanentStacks } from "../../settings/stack-name";
import type { Answers } from "./answers";
import type { Rewriting } from "./rewriting";

/** What people copy commands from. */
const runbook = /^docs\/runbooks\/.+\.md$/;

/**
 * Owners of code, the name of images, and the names in documents.
 *
 * @param documents - README.md, which goes on showing the sample's hosts, and the runbooks.
 */
export function writeNames(
  files: Rewriting,
  before: Answers,
  answers: Answers,
  documents: readonly string[],
): void {
  const owner = String(answers.get("github.owner"));
  files.write(codeOwnersFile, files.read(codeOwnersFile).replace(/@[\w-]+\//g, `@${owner}/`));
  const image = "deploy/aws.mk";
  const product = String(answers.get("product"));
  files.write(image, files.read(image).replace(/^(IMAGE \?= ).+(-\$\(APP\))$/m, `$1${product}$2`));
  const names = namesIn(before, answers);
  const hosts = hostsIn(before, answers);
  for (const file of documents) {
    files.write(
      file,
      replaced(files.read(file), runbook.test(file) ? [...hosts, ...names] : names),
    );
  }
}

/** A text as a pattern finds it, and what comes in its place. */
type Replacement = readonly [pattern: string, text: string];

/** Hosts, those below others first, and with everything in front of them. */
function hostsIn(before: Answers, answers: Answers): readonly Replacement[] {
  return permanentStacks
    .flatMap((stack) => [`${stack}.host`, `${stack}.cloudflare.zone`])
    .filter((name) => before.has(name) && answers.has(name))
    .map((name): Replacement => [String(before.get(name)), String(answers.get(name))])
    .sort(([one], [other]) => other.length - one.length)
    .map(([host, text]) => [`(?<![\\w-])${escaped(host)}(?![\\w-])`, text]);
}

/** A product may be called as any word: it is taken for a name only where a name is made of it. */
function namesIn(before: Answers, answers: Answers): readonly Replacement[] {
  const text = (of: Answers, name: string): string => String(of.get(name));
  const [product, owner, repository] = ["product", "github.owner", "github.repository"].map(
    (name) => ({ old: escaped(text(before, name)), now: text(answers, name) }),
  ) as [Renamed, Renamed, Renamed];
  const accounts = ["shared", ...permanentStacks]
    .map((stack) => `${stack}.aws.accountId`)
    .filter((name) => before.has(name) && answers.has(name))
    .map((name): Replacement => [`\\b${text(before, name)}\\b`, text(answers, name)]);
  return [
    ...accounts,
    [`(?<=\\brepos/)${owner.old}/${repository.old}(?![\\w-])`, `${owner.now}/${repository.now}`],
    [`(?<=\\borgs/)${owner.old}(?![\\w-])`, owner.now],
    [`(?<=product \`)${product.old}(?=\`)`, product.now],
    [
      `(?<![\\w-])${product.old}(?=[-/_](?:state|dev|staging|production|shared|pr|admin)\\b|_dev_)`,
      product.now,
    ],
  ];
}

interface Renamed {
  readonly old: string;
  readonly now: string;
}

/** All at once: what came in place of one name is not taken for another. */
function replaced(text: string, replacements: readonly Replacement[]): string {
  const all = replacements.map(([pattern]) => `(${pattern})`).join("|");
  return text.replace(new RegExp(all, "g"), (found, ...groups: unknown[]) => {
    const at = groups.slice(0, replacements.length).findIndex((group) => group !== undefined);
    return replacements[at]?.[1] ?? found;
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
