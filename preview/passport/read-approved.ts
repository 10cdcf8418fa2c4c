import { readFileSync } from "node:fs";
import { reasonOf } from "../../settings/file-error";
import { UsageError } from "../../settings/usage-error";
import type { WrittenReport } from "../report/report";
import { type Approved, approvedAs } from "./approved";
import { linesIn } from "./line";
import { sealed, sealedSection } from "./seal";

const expected =
  "expected sha256:<64 hex digits>, or a file: a preview's JSON, the comment, or a line of its passports";

/**
 * What was approved: a digest, or a file that holds a preview's JSON, its comment or a line of it.
 *
 * @param stack - which of several; `undefined` for all.
 * @throws UsageError where there is nothing to compare with, or two that differ of one stack.
 */
export function readApproved(given: string, stack: string | undefined): readonly Approved[] {
  if (/^sha256:[0-9a-f]{64}$/.test(given)) {
    if (stack === undefined) throw new UsageError("a digest is of one stack: add ENV=<stack>");
    return [{ stack, digest: given, sections: new Map() }];
  }
  const all = readFile(given);
  const asked = all.filter((each) => stack === undefined || each.stack === stack);
  const approved = [...new Map(asked.map((each) => [each.digest, each])).values()];
  const names = approved.map((each) => each.stack);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new UsageError(`${given} has passports of ${twice} that differ: which one was approved?`);
  }
  if (approved.length > 0) return approved;
  const which = stack === undefined ? "" : ` of ${stack}`;
  const others = all.length === 0 ? "" : `; it has ${all.map((each) => each.stack).join(", ")}`;
  throw new UsageError(`${given} has no passport${which}${others}: ${expected}`);
}

function readFile(file: string): readonly Approved[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${reasonOf(error)}; ${expected}`);
  }
  return text.startsWith("{") ? passportsIn(file, text) : linesIn(text);
}

/** Digests are made again from the items: a file may say what it likes, but not that these are others. */
function passportsIn(file: string, text: string): readonly Approved[] {
  try {
    return (JSON.parse(text) as WrittenReport).passports.map(({ stack, sections }) =>
      approvedAs(
        sealed(
          stack,
          sections.map(({ name, items }) => sealedSection(name, items)),
        ),
      ),
    );
  } catch {
    throw new UsageError(`${file} is no preview's JSON with passports: ${expected}`);
  }
}
