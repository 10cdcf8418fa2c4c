import { BuildError } from "../../artifacts/build/command";
import { runCommandLine } from "../../operations/command-line";
import { findChanges } from "./find-changes";
import { parseChanges, usage } from "./options";
import { describeChanges } from "./report";

const exitCodes = { told: 0, failed: 3 } as const;

void runCommandLine({
  usage,
  parse: parseChanges,
  run: ({ base, json }) => {
    const changes = findChanges(process.cwd(), base);
    process.stdout.write(json ? `${JSON.stringify(changes, null, 2)}\n` : describeChanges(changes));
    return Promise.resolve(exitCodes.told);
  },
  explained: { [exitCodes.failed]: [BuildError] },
  failed: exitCodes.failed,
});
