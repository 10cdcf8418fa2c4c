import type { Tier } from "../blueprint/tier";
import { nearest } from "./nearest";
import type { Checked } from "./problem";

/** The environments that stay, in the order in which a release passes them. */
export const permanentStacks = ["dev", "staging", "production"] as const;
export type PermanentStack = (typeof permanentStacks)[number];

/** What the owners' documents also call them. */
const otherWords = new Map([
  ["development", "dev"],
  ["acceptance", "staging"],
]);

/** The stack that a person means. */
export function stackMeant(word: string): string {
  return otherWords.get(word.trim()) ?? word.trim();
}

/** The environment whose account, database project and releases pull requests borrow. */
export const previewHost: PermanentStack = "dev";

/** Those of them that a project has: it may do without the one that pull requests borrow from. */
export function requiredStacks(stacks: readonly string[]): readonly PermanentStack[] {
  return permanentStacks.filter((stack) => stack !== previewHost || stacks.includes(stack));
}

export type StackIdentity =
  | { readonly kind: "shared" }
  | { readonly kind: "permanent"; readonly tier: PermanentStack & Tier }
  | { readonly kind: "ephemeral"; readonly tier: "preview"; readonly number: number };

/** What a stack is by its name: nothing else decides it. */
export function parseStackName(stack: string): Checked<StackIdentity> {
  if (stack === "shared") return { value: { kind: "shared" } };
  const tier = permanentStacks.find((name) => name === stack);
  if (tier !== undefined) return { value: { kind: "permanent", tier } };
  const number = /^pr-([1-9]\d{0,8})$/.exec(stack)?.[1];
  if (number !== undefined) {
    return { value: { kind: "ephemeral", tier: "preview", number: Number(number) } };
  }
  const meant = nearest(stack, ["shared", ...permanentStacks, ...otherWords.keys()]);
  return {
    problems: [
      {
        file: stackFileName(stack),
        key: "",
        got: `the stack "${stack}"`,
        expected: "shared, dev, staging, production or pr-<number>",
        fix: meant === undefined ? "name one of them" : `did you mean ${meant}?`,
      },
    ],
  };
}

export function stackFileName(stack: string): string {
  return `Pulumi.${stack}.yaml`;
}
