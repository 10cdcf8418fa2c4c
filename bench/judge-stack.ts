import { join } from "node:path";
import program = require("../index");
import { judge } from "../policies/judge";
import { loadPackData } from "../policies/pack-data";
import { toPolicyStack } from "../preview/judge/judging";
import { recordStack } from "../preview/run/record-stack";
import { SettingsError } from "../settings/problem";
import { readStackConfig } from "../settings/stack-file";
import type { Judged } from "./judging";
import { platformProject } from "./platform";

/** Declares one stack of a generated platform, then judges it again and again and says what each round took. */
async function main([root = "", stack = "", rounds = ""]: readonly string[]): Promise<Judged> {
  process.chdir(root);
  const config = readStackConfig(root, stack);
  if ("problems" in config) throw new SettingsError(stack, config.problems);
  const recording = await recordStack(program, platformProject, stack, config.value);
  const policyStack = toPolicyStack(recording);
  const data = loadPackData(join(root, "policies"));

  const { stacks } = judge([policyStack], data);
  const rules = new Set(stacks.flatMap(({ verdicts }) => verdicts).map(({ rule }) => rule)).size;
  const seconds = Array.from({ length: Number(rounds) }, () => {
    const started = process.hrtime.bigint();
    judge([policyStack], data);
    return Number(process.hrtime.bigint() - started) / 1e9;
  });
  return { resources: policyStack.resources.length, rules, seconds };
}

void main(process.argv.slice(2)).then((judged) => {
  process.stdout.write(JSON.stringify(judged));
});
