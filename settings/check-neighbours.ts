import type { Problem } from "./problem";
import type { Neighbour } from "./project";
import { stackFileName } from "./stack-name";

const fields = {
  "aws.accountId": ({ tenancies }: Neighbour) => tenancies["aws.accountId"],
  "aws.region": ({ region }: Neighbour) => region,
} as const;

/** Whether other stacks say what this one needs to know of them. */
export function checkNeighbours(
  neighbours: readonly Neighbour[],
  stacks: readonly string[],
  keys: readonly (keyof typeof fields)[],
): Problem[] {
  return stacks.flatMap((stack) => {
    const file = stackFileName(stack);
    const other = neighbours.find((neighbour) => neighbour.stack === stack);
    if (other === undefined) {
      const expected = `a file that says ${keys.map((key) => `platform:${key}`).join(" and ")}: other stacks read it`;
      const fix = `restore ${file} from version control`;
      return [{ file, key: "", got: "no such file", expected, fix }];
    }
    const missing = keys.filter((key) => fields[key](other) === undefined);
    return missing.map((key) => ({
      file,
      key: `platform:${key}`,
      got: "nothing",
      expected: "a value: other stacks read it",
      fix: `write it in ${file}`,
    }));
  });
}
