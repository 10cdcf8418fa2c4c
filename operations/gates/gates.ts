import type { Health } from "../health/health";
import type { Demand, Demands } from "./demands";
import type { GitHubChecks, Verdict } from "./github-checks";
import type { Analysis, SonarQube } from "./sonarqube";

/** What became of one gate of a workload. */
export interface GateResult extends Verdict {
  readonly workload: string;
  readonly gate: keyof Demand["gates"];
}

/** Whom the gates ask. */
export interface Witnesses {
  readonly github: Pick<GitHubChecks, "find">;
  /** Nothing where no SonarQube is set up. */
  readonly sonarqube: Pick<SonarQube, "find"> | undefined;
  /** How a workload is where the build runs now; nothing where no address leads to it. */
  readonly health: (workload: string) => Promise<Health | undefined>;
}

/**
 * The gates that manifests ask for, by the checks' own results for the commit that was built. What nobody answers for, has
 * not passed.
 *
 * @throws ServiceError where a witness does not answer.
 */
export async function passGates(
  { workloads, checks }: Pick<Demands, "workloads" | "checks">,
  { github, sonarqube, health }: Witnesses,
): Promise<readonly GateResult[]> {
  // Workloads share commits: each is asked for once.
  const runs = remembered((commit: string, check: string) => github.find(commit, check));
  const analyses = sonarqube && remembered((commit: string) => sonarqube.find(commit));
  const check = (gate: keyof typeof checks, commit: string): Promise<Verdict> => {
    if (/^0+$/.test(commit)) return Promise.resolve(uncommitted);
    const name = checks[gate];
    return name === false ? Promise.resolve(unanswered(gate)) : runs(commit, name);
  };
  const analysis = (commit: string, judged: (found: Analysis) => Verdict): Promise<Verdict>[] =>
    analyses === undefined
      ? []
      : [analyses(commit).then((found) => (found === undefined ? unseen(commit) : judged(found)))];

  const proofsOf = ({ workload, commit, gates }: Demand) => ({
    sonarQube: gates.sonarQube && [
      ...(checks.sonarQube !== false || sonarqube === undefined
        ? [check("sonarQube", commit)]
        : []),
      ...analysis(commit, gateOf),
    ],
    testCoverage: [
      check("testCoverage", commit),
      ...analysis(commit, (found) => coverageOf(found, gates.testCoverage)),
    ],
    securityScan: gates.securityScan && [check("securityScan", commit)],
    healthChecks: [health(workload).then(wellness)],
  });
  const results = workloads.flatMap((demand) =>
    Object.entries(proofsOf(demand)).flatMap(([gate, proofs]) =>
      proofs === false ? [] : [resultOf(demand.workload, gate as GateResult["gate"], proofs)],
    ),
  );
  return Promise.all(results);
}

/** All proofs of a gate have to hold; the first that doesn't says why, or else the last. */
async function resultOf(
  workload: string,
  gate: GateResult["gate"],
  proofs: readonly Promise<Verdict>[],
): Promise<GateResult> {
  const verdicts = await Promise.all(proofs);
  const told = verdicts.find(({ isPassed }) => !isPassed) ?? verdicts.at(-1);
  return { workload, gate, ...(told ?? unanswered(gate)) };
}

function remembered<Value>(
  ask: (...question: string[]) => Promise<Value>,
): (...question: string[]) => Promise<Value> {
  const answers = new Map<string, Promise<Value>>();
  return (...question) => {
    const key = question.join(" ");
    const answer = answers.get(key) ?? ask(...question);
    answers.set(key, answer);
    return answer;
  };
}

/** Git's own name for no commit, as a release has it that nobody built by `make build`. */
const uncommitted: Verdict = {
  isPassed: false,
  because: "its release names no commit that could have been checked: record one by make build",
};

function unanswered(gate: string): Verdict {
  const orSonar = gate === "sonarQube" ? ", or set SONAR_HOST_URL" : "";
  const because = `no check answers for it: give a workflow its job, and name that under platform:gateChecks.${gate} in Pulumi.shared.yaml${orSonar}`;
  return { isPassed: false, because };
}

function unseen(commit: string): Verdict {
  const because = `SonarQube never analysed ${commit.slice(0, 12)}: have its workflow analyse each push to the branch`;
  return { isPassed: false, because };
}

function gateOf({ status, objections }: Analysis): Verdict {
  const why = objections.length > 0 ? `: ${objections.join(", ")}` : "";
  return { isPassed: status === "OK", because: `SonarQube's gate: ${status}${why}` };
}

function coverageOf({ newCoverage: covered }: Analysis, wanted: number): Verdict {
  if (covered === undefined) {
    const because =
      "SonarQube says nothing of new code's coverage: give its gate a condition on new_coverage";
    return { isPassed: false, because };
  }
  const because = `${String(covered)} % of new code is covered, where ${String(wanted)} % are wanted`;
  return { isPassed: covered >= wanted, because };
}

function wellness(health: Health | undefined): Verdict {
  return health === undefined
    ? { isPassed: true, because: "no address leads to it, so that nobody is sent to it" }
    : { isPassed: health.isHealthy, because: health.said };
}
