import { defaultFolder, type SandboxCommand } from "./options";

/** Where things are after a command, and what a person may want to do next: two lines. */
export function nextSteps({ command, stack, folder }: SandboxCommand, succeeded: boolean): string {
  const where = folder === defaultFolder ? "" : ` FOLDER=${folder}`;
  const to = (other: string) => `make sandbox-${other} ENV=${stack}${where}`;
  const kept = `The state is in ${folder}/state, the clouds in ${folder}/clouds with a file per object.`;
  if (!succeeded) {
    return lines(
      kept,
      `Go on with it: ${to("up")}; after a kill or a lost answer: ${to("recover")}`,
    );
  }
  switch (command) {
    case "preview":
      return lines(`Make it so: ${to("up")}`);
    case "up":
      return lines(kept, `Change a file there and see it found: ${to("refresh")}`);
    case "refresh":
      return lines(`Put back what the program says: ${to("up")}`);
    case "drift":
    case "recover":
      return lines(`Go on: ${to("up")}`);
    case "destroy":
    case "teardown":
      return lines(`Make it anew: ${to("up")}`);
  }
}

function lines(...texts: readonly string[]): string {
  return `\n${texts.join("\n")}\n`;
}
