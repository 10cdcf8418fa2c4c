import type { Fetched } from "../../artifacts/fetch";
import { visible } from "../../settings/visible";

/** What a person reads: a line for each build, and below one that nothing has, what each source said. */
export function describeFetched(stack: string, fetched: readonly Fetched[]): string {
  if (fetched.length === 0) return `${stack} runs nothing that has to be fetched\n`;
  return fetched
    .flatMap(({ workload: { name }, release: { digest }, from, said }) =>
      from === undefined
        ? [
            `${name}: ${digest} is nowhere`,
            ...said.flatMap((text) => text.split("\n")).map((line) => `  ${line}`),
          ]
        : [`${name}: ${digest}, from ${from}`],
    )
    .map((line) => `${visible(line)}\n`)
    .join("");
}
