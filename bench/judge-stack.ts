import { join } from "node:path";
import program = require("../index");
import { judgeStack, loadPackData } from "../policies/judge";
import { toPolicyStack } from "../preview/judge/judging";
import { Recording } from "../preview/run/recording";
import { runProgram } from "../preview/run/run-program";
import { functionModels, resourceModels } from "../sandbox/models";
import { SettingsError } from "../settings/problem";
import { readStackConfig } from "../settings/stack-file";
import type { Judged } from "./judging";
import { platformProject } from "./platform";

/** Declares one stack of a generated platform, then judges it again and again and says what each round took. */
async function main([root = "", stack = "", rounds = ""]: readonly string[]): Promise<Judged> {
  process.chdir(root);
  const config = readStackConfig(root, stack);
  if ("problems" in config) throw new SettingsError(stack, config.problems);
  const recording = new Recording(platformProject, stack, resourceModels, functionModels);
  await runProgram(program, recording, config.value);
  const policyStack = toPolicyStack(recording);
  const data = loadPackData(join(root, "policies"));

  const rules = new Set(judgeStack(policyStack, data).map(({ rule }) => rule)).size;
  const seconds = Array.from({ length: Number(rounds) }, () => {
    const started = process.hrtime.bigint();
    judgeStack(policyStack, data);
    return Number(process.hrtime.bigint() - started) / 1e9;
  });
  return { resources: policyStack.resources.length, rules, seconds };
}

void main(process.argv.slice(2)).then((judged) => {
  process.stdout.write(JSON.stringify(judged));
});
