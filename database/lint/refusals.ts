import { columns } from "../../operations/columns";
import { type Lock, whoWaits } from "./effect";
import { type Finding, lint, type Source } from "./lint";
import { readinessOf } from "./readiness";

/** Why a statement may not run as it is. */
export interface Refusal extends Finding {
  /** Of a contract: what it waits for. */
  readonly notYet: string | undefined;
}

/**
 * What of the migrations may not run. A contract may break what no code uses any more, and blocks nobody either.
 *
 * @param root - a checkout with its history, which says since when what runs where.
 */
export async function refusalsOf(
  root: string,
  sources: readonly Source[],
): Promise<readonly Refusal[]> {
  const linted = await lint(sources);
  return linted.flatMap(({ expand, findings }): readonly Refusal[] => {
    const breaks = findings.some(({ objection }) => objection.kind === "breaks");
    const notYet =
      expand === undefined || !breaks
        ? undefined
        : readinessOf(root, expand, sources[expand - 1]?.file, new Date());
    const isReady = expand !== undefined && notYet === undefined;
    return findings
      .filter(({ objection }) => objection.kind !== "breaks" || !isReady)
      .map((finding) => ({
        ...finding,
        notYet: finding.objection.kind === "breaks" ? notYet : undefined,
      }));
  });
}

export function describeRefusals(refusals: readonly Refusal[]): string {
  const texts = refusals.map(({ file, line, statement, objection, locks, notYet }) => {
    const { kind, what, why, instead } = objection;
    const marked = "or, once no code uses it, mark the file: -- contract: expand <number>";
    const rows = [
      ["statement", statement.slice(0, 90)],
      ["why", why],
      ...locks.map((lock) => ["lock", describeLock(lock)]),
      ...(notYet === undefined ? [["instead", instead]] : [["not yet", notYet]]),
      ...(kind === "breaks" && notYet === undefined ? [["", marked]] : []),
    ];
    return `${file}:${String(line)} ${what}\n${columns(rows)
      .map((row) => `  ${row}\n`)
      .join("")}`;
  });
  const count =
    refusals.length === 1 ? "1 statement is" : `${String(refusals.length)} statements are`;
  return `${texts.join("")}${count} refused\n`;
}

function describeLock({ relation, mode }: Lock): string {
  return `${mode} on ${relation}: ${whoWaits[mode]} waits`;
}
