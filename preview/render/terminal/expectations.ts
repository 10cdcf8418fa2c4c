import { visible } from "../../../settings/visible";
import type { HeldExpectation } from "../../expect/expectations";
import { digits } from "../../report/quantity";
import { wrap } from "../width";
import type { Style } from "./style";

/** What is told against one expectation; VERBOSE tells all. */
const shown = 5;

export function renderExpectations(
  expectations: readonly HeldExpectation[],
  { paint, width, verbose }: Style,
): string[] {
  return expectations.flatMap(({ text, broken }) => {
    if (broken.length === 0) return [paint.green(`✓ ${visible(text)}`)];
    const told = verbose ? broken : broken.slice(0, shown);
    const left = broken.length - told.length;
    return [
      paint.red(`✗ ${visible(text)}`),
      ...told.flatMap((each) => wrap(visible(each), width - 4).map((line) => `    ${line}`)),
      ...(left === 0 ? [] : [`    and ${digits(left)} more`]),
    ];
  });
}
