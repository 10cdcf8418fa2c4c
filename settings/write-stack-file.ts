import { SettingsError } from "./problem";
import { stackFile } from "./stack-file";

// Prints the stack file of a pull request: `make stack-file ENV=pr-7 > Pulumi.pr-7.yaml`.
const stack = process.argv[2] ?? "";
const file = stackFile(process.cwd(), stack);
if ("problems" in file) {
  process.stderr.write(`${new SettingsError(stack, file.problems).message}\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(file.value.text);
}
