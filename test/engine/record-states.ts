import { version } from "../../package.json";
import { sampleStacks } from "../support/sample";
import { deployed } from "./support/deployed";
import { isRecorded, writeRecorded } from "./support/recorded";

/** Keeps the states of this version, once it is released, for the test of upgrades from it. */
async function main(): Promise<void> {
  if (isRecorded(version)) {
    throw new Error(
      `test/engine/recorded/${version} is there already: a released version's states never change.\n` +
        `Raise the version in package.json; or, if ${version} was never released, remove that folder first.`,
    );
  }
  for (const stack of sampleStacks) {
    const sandbox = await deployed(stack);
    const opened = await sandbox.open(stack);
    writeRecorded({ version, stack }, await opened.stack.exportStack());
    sandbox.dispose();
    process.stdout.write(`recorded ${stack} of ${version}\n`);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
