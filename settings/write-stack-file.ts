import { writeFileSync } from "node:fs";
import { SettingsError } from "./problem";
import { stackFile } from "./stack-file";
import { stackFileName } from "./stack-name";

// Writes the stack file of a pull request, and keeps what is in it: `make stack-file ENV=pr-7`.
const stack = process.argv[2] ?? "";
const file = stackFile(process.cwd(), stack);
if ("problems" in file) {
  process.stderr.write(`${new SettingsError(stack, file.problems).message}\n`);
  process.exitCode = 1;
} else {
  const name = stackFileName(stack);
  writeFileSync(name, file.value.text);
  // What a shell writes into the file, as this command once asked for, is nothing.
  process.stderr.write(`${name}: ${file.value.file === name ? "is there already" : "written"}\n`);
}
