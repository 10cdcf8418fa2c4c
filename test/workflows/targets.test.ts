import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../support/project";
import { some } from "../support/some";
import { jobs, steps } from "./support/workflows";

/** What `make` lists: each command with its variables. */
const makefile = readFileSync(join(projectRoot, "Makefile"), "utf8");
const targets = new Map(
  [...makefile.matchAll(/^([a-z-]+):[^#\n]*## (.+)$/gmu)].map(([, name = "", help = ""]) => [
    name,
    new Set([...help.matchAll(/\b([A-Z_]+)=/gu)].map(([, variable = ""]) => variable)),
  ]),
);

/** Every call of make in a script, as its target and variables. */
function callsIn(
  script: string,
): readonly (readonly [target: string, variables: readonly string[]])[] {
  return [...script.matchAll(/\bmake ([a-z-]+)([^\n|>]*)/gu)].map(([, target = "", rest = ""]) => [
    target,
    [...rest.matchAll(/\b([A-Z_]+)=/gu)].map(([, variable = ""]) => variable),
  ]);
}

describe("what workflows call", () => {
  const calls = steps.flatMap(({ place, step }) =>
    callsIn(step.run ?? "").map(([target, variables]) => ({ place, target, variables })),
  );

  it("are commands of the Makefile, with variables that they take", () => {
    for (const { place, target, variables } of some(calls)) {
      const taken = targets.get(target);
      expect(taken, `${place}: make ${target}`).to.be.a("set");
      expect([...(taken ?? [])], `${place}: make ${target}`).to.include.members([...variables]);
    }
  });

  it("are all that a job with a cloud's credentials runs, besides what its shell does by itself", () => {
    const own = /^(?:make|echo|set|npm ci --ignore-scripts)\b/u;
    for (const { place, value } of some(
      jobs.filter((each) => each.value.permissions?.["id-token"]),
    )) {
      if (place.startsWith("consent.yml")) continue;
      const lines = value.steps.flatMap(({ run = "" }) => run.split("\n")).filter(Boolean);
      for (const line of lines) expect(line.trim(), place).to.match(own);
    }
  });
});
