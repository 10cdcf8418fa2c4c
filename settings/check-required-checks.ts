import { nearest } from "./nearest";
import type { Problem } from "./problem";
import { show } from "./show";
import type { SharedSettings } from "./stack/settings";
import { readStatusChecks, type StatusCheck } from "./status-checks";

/** A check that a merge waits for, and where that is decided. */
interface Required {
  readonly check: unknown;
  readonly key: string;
  readonly branches: readonly string[];
  /** What makes a merge wait for it no more. */
  readonly drop: string;
}

/**
 * A merge waits for ever for a check that no job reports, and not at all for one whose job was skipped: what is required
 * is a job's that runs on every pull request to the branch.
 */
export function checkRequiredChecks(
  root: string,
  file: string,
  settings: SharedSettings,
): Problem[] {
  const { checks, problems } = readStatusChecks(root);
  const required = requiredBy(settings);
  const wrong = required.flatMap((each) => {
    const fault = each.branches
      .map((branch) => faultOf(each, branch, checks, required))
      .find((found) => found !== undefined);
    return fault === undefined ? [] : [{ file, key: `platform:${each.key}`, ...fault }];
  });
  return [...problems, ...wrong];
}

function requiredBy({ branchRules, gateChecks }: SharedSettings): readonly Required[] {
  const branches = branchRules.map(({ branch }) => branch);
  return [
    ...branchRules.flatMap(({ branch, requiredChecks }, rule) =>
      requiredChecks.map((check, index) => ({
        check,
        key: `branchRules[${String(rule)}].requiredChecks[${String(index)}]`,
        branches: [branch],
        drop: "remove it",
      })),
    ),
    ...Object.entries(gateChecks)
      .filter(([, check]) => check !== false)
      .map(([gate, check]) => ({
        check,
        key: `gateChecks.${gate}`,
        branches,
        drop: `write \`${gate}: false\` under \`platform:gateChecks\``,
      })),
  ];
}

function faultOf(
  { check, drop }: Required,
  branch: string,
  checks: readonly StatusCheck[],
  required: readonly Required[],
): Pick<Problem, "got" | "expected" | "fix"> | undefined {
  const named = show(check);
  const reported = checks.filter(({ name }) => name === check);
  const [first, second] = reported;
  if (first === undefined) {
    const names = checks.filter((each) => each.reportsOn(branch)).map(({ name }) => name);
    const meant = nearest(String(check), names);
    return {
      got: named,
      expected: `the check of a job that every pull request to ${branch} runs: ${names.join(", ")}`,
      fix:
        meant === undefined ? `${drop} until a workflow has that job` : `rename it to "${meant}"`,
    };
  }
  const of = (what: string): string => `${named}, which ${first.place} ${what}`;
  if (second !== undefined) {
    return {
      got: of(`reports, and ${second.place} as well`),
      expected: "a name that one job has: else nobody knows which of them a merge waits for",
      fix: `rename the job of ${second.place}`,
    };
  }
  if (!first.reportsOn(branch)) {
    return {
      got: of(`does not report on every pull request to ${branch}`),
      expected: "a workflow that they all start: a merge waits for the check until it comes",
      fix: "take branches, paths and types from its `pull_request`",
    };
  }
  const counted = "a job that is never skipped: GitHub counts a skipped one as passed";
  if (first.condition !== undefined) {
    return { got: of(`runs on a condition`), expected: counted, fix: "remove its `if`" };
  }
  const needed = required.filter(({ branches }) => branches.includes(branch));
  const other = first.after.find((name) => !needed.some((each) => each.check === name));
  return other === undefined
    ? undefined
    : {
        got: of(`runs only after ${other}`),
        expected: counted,
        fix: `require ${other} as well, or write \`if: \${{ !cancelled() }}\` in it`,
      };
}
