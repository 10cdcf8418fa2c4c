import { judgeEstate } from "../../../policies/judge-estate";
import { pack } from "../../../policies/pack";
import type { PackData } from "../../../policies/pack-data";
import type { PolicyResource, PolicyStack } from "../../../policies/resource";
import type { Rule } from "../../../policies/rule";
import { scopedOf } from "../../../policies/scope";
import type { Verdict } from "../../../policies/verdict";
import { toPolicyStack } from "../../../preview/judge/judging";
import { recordSample, sampleStacks } from "../../support/sample";
import { judgeAlone } from "../support/judge-alone";
import { sampleData } from "../support/sample-data";

export type StackName = (typeof sampleStacks)[number];

/** The fixture's stacks as recorded, and the data that the pack has of it. */
export interface Estate {
  readonly data: PackData;
  readonly stacks: ReadonlyMap<StackName, PolicyStack>;
}

let recorded: Promise<Estate> | undefined;

/** Recorded once: a mutation changes a copy. */
export function recordEstate(): Promise<Estate> {
  recorded ??= record();
  return recorded;
}

async function record(): Promise<Estate> {
  const data = sampleData();
  const stacks = new Map<StackName, PolicyStack>();
  for (const stack of sampleStacks) stacks.set(stack, toPolicyStack(await recordSample(stack)));
  return { data, stacks };
}

export function stackIn({ stacks }: Estate, name: StackName): PolicyStack {
  const stack = stacks.get(name);
  if (stack === undefined) throw new Error(`no stack ${name}`);
  return stack;
}

/** The estate with one stack replaced. */
export function withStack(estate: Estate, name: StackName, stack: PolicyStack): Estate {
  return { ...estate, stacks: new Map([...estate.stacks, [name, stack]]) };
}

/** The stack with one resource replaced. */
export function withResource(
  { stack, resources }: PolicyStack,
  before: PolicyResource,
  after: PolicyResource,
): PolicyStack {
  return { stack, resources: resources.map((each) => (each === before ? after : each)) };
}

/** What the rules say of one stack, alone and together with the others. */
export function verdictsOn(
  estate: Estate,
  name: StackName,
  rules: readonly Rule[] = pack,
): Verdict[] {
  const alone = judgeAlone(stackIn(estate, name), estate.data, rules);
  if (rules.every(({ judges }) => judges !== "estate")) return alone;
  const stacks = [...estate.stacks.values()].map((stack) => scopedOf(stack, estate.data));
  const together = judgeEstate(stacks, rules);
  return [...alone, ...together.map(({ verdict }) => verdict)];
}

/** Ids of the rules that say so of anything. */
export function rulesThat(status: Verdict["status"], verdicts: readonly Verdict[]): string[] {
  const ids = verdicts.filter((verdict) => verdict.status === status).map(({ rule }) => rule);
  return [...new Set(ids)].sort();
}
