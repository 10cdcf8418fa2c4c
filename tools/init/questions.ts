import * as z from "zod";
import { check, schemaAt } from "../../settings/check";
import { expectations } from "../../settings/described";
import type { Checked } from "../../settings/problem";
import { permanentStacks, type PermanentStack, previewHost } from "../../settings/stack-name";
import { settingsSchemas } from "../../settings/stack/settings";

/** Something that only the owner of a platform knows, by the setting that says it. */
export interface Question {
  /** As an answer is called: the setting's key, behind the stack's name where each stack has its own. */
  readonly name: string;
  /** Whose settings it belongs to; those of Pulumi.yaml are everybody's. */
  readonly stack: PermanentStack | "shared" | "pr" | "all";
  readonly path: readonly string[];
  readonly schema: z.ZodType;
  readonly meaning: string;
  readonly expected: string;
  /** Whether it may be left out, or has a value that suits most: then nobody is asked. */
  readonly need: "asked" | "may be left out" | "not asked";
}

type Kind = keyof typeof settingsSchemas;

/** What is the same in every stack. */
const common: readonly (readonly [key: string, need: Question["need"], kind?: Kind])[] = [
  ["product", "asked"],
  ["github.owner", "asked"],
  ["github.ownerId", "asked"],
  ["github.repository", "asked"],
  ["github.repositoryId", "asked"],
  ["alerts.emails", "asked"],
  ["people.developers.emails", "may be left out"],
  ["people.qa.emails", "may be left out"],
  ["people.devops.emails", "may be left out"],
  ["people.operations.emails", "may be left out"],
  ["people.business.emails", "may be left out"],
  ["officeAddresses", "may be left out"],
  ["costCenter", "not asked"],
  ["budgetMonthlyUsd", "not asked"],
];

const ofEnvironment: readonly (readonly [key: string, need: Question["need"]])[] = [
  ["aws.accountId", "asked"],
  ["cloudflare.accountId", "asked"],
  ["cloudflare.zoneId", "asked"],
  ["cloudflare.zone", "asked"],
  ["cloudflare.secretsStoreId", "may be left out"],
  ["cloudflare.teamDomain", "may be left out"],
  ["neon.organizationId", "may be left out"],
  ["host", "not asked"],
  ["aws.region", "not asked"],
  ["cloudflare.r2Location", "not asked"],
  ["neon.region", "not asked"],
  ["network.cidr", "not asked"],
];

const ofOne: readonly (readonly [PermanentStack | "shared" | "pr", string, Question["need"]])[] = [
  ["shared", "aws.accountId", "asked"],
  ["shared", "aws.region", "not asked"],
  ["shared", "aws.recoveryRegion", "not asked"],
  ["staging", "alerts.slack.teamId", "may be left out"],
  ["staging", "alerts.slack.channelId", "may be left out"],
  ["production", "alerts.slack.teamId", "may be left out"],
  ["production", "alerts.slack.channelId", "may be left out"],
  ["production", "aws.recoveryRegion", "not asked"],
  ["production", "network.recoveryCidr", "not asked"],
  ["pr", "neon.projectId", "not asked"],
  ["pr", "neon.branchId", "not asked"],
];

/**
 * Every question, in the order in which they are asked.
 *
 * @param stacks - those that the checkout has.
 * @param teams - the slugs of its teams, whose ids GitHub gives.
 */
export function questionsFor(
  stacks: readonly string[],
  teams: readonly string[],
): readonly Question[] {
  const one = ofOne.filter(([stack]) => stacks.includes(stack === "pr" ? previewHost : stack));
  const environments = permanentStacks.filter((stack) => stacks.includes(stack));
  return [
    ...common.map(([key, need]) => question(key, "all", key.split("."), need)),
    ...teams.map((slug) => ({
      ...question(`teams.${slug}`, "shared", ["teams", "0", "id"], "asked"),
      meaning: `Id of the GitHub team ${slug}.`,
    })),
    ...one.filter(([stack]) => stack === "shared").map(ofStack),
    ...environments.flatMap((stack) => [
      ...ofEnvironment.map(([key, need]) => ofStack([stack, key, need])),
      ...one.filter(([owner]) => owner === stack).map(ofStack),
    ]),
    ...one.filter(([stack]) => stack === "pr").map(ofStack),
  ];
}

function ofStack([stack, key, need]: readonly [
  Exclude<Question["stack"], "all">,
  string,
  Question["need"],
]): Question {
  return question(`${stack}.${key}`, stack, key.split("."), need);
}

function question(
  name: string,
  stack: Question["stack"],
  path: readonly string[],
  need: Question["need"],
): Question {
  const kind = stack === "pr" ? "ephemeral" : stack === "shared" ? "shared" : "permanent";
  const schema = schemaAt(settingsSchemas[kind], path, undefined);
  const about = schema === undefined ? undefined : expectations.get(schema);
  if (schema === undefined || about === undefined) throw new Error(`${name} is no setting`);
  // Of people, who they are says more than that they have addresses.
  const who =
    path[0] === "people" ? schemaAt(settingsSchemas[kind], path.slice(0, -1), {}) : schema;
  const meaning = (who === undefined ? undefined : expectations.get(who)?.meaning) ?? about.meaning;
  return { name, stack, path, schema, meaning, expected: about.expected, need };
}

/** Holds an answer against its setting's own check. */
export function checkAnswer(
  { name, schema }: Question,
  value: unknown,
  file: string,
): Checked<unknown> {
  return check(schema, value, {
    fileOf: () => file,
    keyOf: (path) => [name, ...path.map(String)].join("."),
    setTo: (_, example) => `write for example ${JSON.stringify(example)}`,
    isSecret: () => false,
  });
}

/** An answer that was typed, as its setting has it; an empty one is none. */
export function parseAnswer({ schema }: Question, text: string): unknown {
  const typed = text.trim();
  if (typed === "") return undefined;
  if (schema instanceof z.ZodArray) return typed.split(/[\s,]+/).filter((part) => part !== "");
  return schema instanceof z.ZodNumber && /^\d+(?:\.\d+)?$/.test(typed) ? Number(typed) : typed;
}
