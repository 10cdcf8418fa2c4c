import { visible } from "../../settings/visible";
import type { Straggler } from "./stragglers";

/** What a person reads of the services of a stack. */
export function describeStragglers(stack: string, stragglers: readonly Straggler[]): string {
  if (stragglers.length === 0) return `${stack}: every container service runs what was asked for\n`;
  return `${stack}: these run something else than the last \`up\` asked for, which neither the state nor an \`up\` shows.
\`make running ENV=${stack} AGAIN=1\` has the next \`up\` deploy them again.
${stragglers.map((straggler) => `  ${describeStraggler(straggler)}\n`).join("")}`;
}

/** What a person reads once the next `up` is to deploy them. */
export function describeAgain(stack: string, again: readonly Straggler[]): string {
  return `${stack}: the next \`up\` deploys these again.
${again.map((straggler) => `  ${describeStraggler(straggler)}\n`).join("")}`;
}

/** The service, what it runs in place of what, and why, in one line. */
export function describeStraggler({ name, asked, runs, lag, said }: Straggler): string {
  const state = {
    "another revision": `runs ${revisionIn(runs)} where ${revisionIn(asked)} was asked for`,
    "no task": `runs no task of ${revisionIn(asked)}`,
    "under way": `is still deploying ${revisionIn(asked)}`,
  }[lag];
  return visible(`${name} ${state}${said === undefined ? "" : `: ${said}`}`);
}

/** `<family>:<revision>`. */
function revisionIn(taskDefinitionArn: string): string {
  return taskDefinitionArn.slice(taskDefinitionArn.lastIndexOf("/") + 1);
}
