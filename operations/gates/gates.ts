import type { Health } from "../health/health";
import type { Demand, Demands } from "./demands";
import type { CheckFinding, GitHubChecks } from "./github-checks";
import type { Analysis, SonarQube } from "./sonarqube";

/** What became of one gate of a workload. */
export interface GateResult {
  readonly workload: string;
  readonly gate: keyof Demand["gates"];
  readonly isPassed: boolean;
  /** What proves it, or what is missing and what to do. */
  readonly because: string;
}

/** Whom the gates ask. */
export interface Witnesses {
  readonly github: Pick<GitHubChecks, "find">;
  /** Nothing where no SonarQube is set up. */
  readonly sonarqube: Pick<SonarQube, "find"> | undefined;
  /** How a workload is where the build runs now. */
  readonly health: (workload: string) => Promise<Health | undefined>;
}

type Verdict = Pick<GateResult, "isPassed" | "because">;

/**
 * The gates that manifests ask for, by the checks' own results for the commit that was built. What nobody answers for, has
 * not passed.
 *
 * @throws ServiceError where a witness does not answer.
 */
export async function passGates(
  { workloads, checks }: Pick<Demands, "workloads" | "checks">,
  witnesses: Witnesses,
): Promise<readonly GateResult[]> {
  const once = remembered(witnesses);
  const results = workloads.flatMap(({ workload, commit, gates }) => {
    const analysis = () => once.analysis(commit);
    const check = (gate: keyof typeof checks) => checkOf(gate, checks[gate], commit, once.check);
    const asked: readonly (readonly [GateResult["gate"], () => Promise<Verdict>])[] = [
      ...(gates.sonarQube
        ? [["sonarQube", () => sonarGate(checks.sonarQube, check, analysis)] as const]
        : []),
      ["testCoverage", () => coverageGate(gates.testCoverage, check, analysis)],
      ...(gates.securityScan ? [["securityScan", () => check("securityScan")] as const] : []),
      ["healthChecks", () => healthGate(witnesses.health(workload))],
    ];
    return asked.map(async ([gate, verdict]) => ({ workload, gate, ...(await verdict()) }));
  });
  return Promise.all(results);
}

/** Workloads share commits: each is asked for once. */
function remembered({ github, sonarqube }: Witnesses) {
  const checks = new Map<string, Promise<CheckFinding>>();
  const analyses = new Map<string, Promise<Analysis | undefined>>();
  const once = <Value>(
    map: Map<string, Promise<Value>>,
    key: string,
    ask: () => Promise<Value>,
  ) => {
    const value = map.get(key) ?? ask();
    map.set(key, value);
    return value;
  };
  return {
    check: (commit: string, name: string) =>
      once(checks, `${commit} ${name}`, () => github.find(commit, name)),
    /** `undefined` without a SonarQube, nothing in it where it never saw the commit. */
    analysis: async (commit: string) =>
      sonarqube && { found: await once(analyses, commit, () => sonarqube.find(commit)), commit },
  };
}

type Analysed = { readonly found: Analysis | undefined; readonly commit: string } | undefined;

async function checkOf(
  gate: string,
  check: string | false,
  commit: string,
  ask: (commit: string, name: string) => Promise<CheckFinding>,
): Promise<Verdict> {
  if (check !== false) {
    const { isPassed, said } = await ask(commit, check);
    return { isPassed, because: said };
  }
  const because = `no check answers for it: give a workflow its job, and name that under platform:gateChecks.${gate} in Pulumi.shared.yaml`;
  return { isPassed: false, because };
}

async function sonarGate(
  name: string | false,
  check: (gate: "sonarQube") => Promise<Verdict>,
  analysis: () => Promise<Analysed>,
): Promise<Verdict> {
  const analysed = await analysis();
  if (analysed === undefined) {
    const { isPassed, because } = await check("sonarQube");
    return { isPassed, because: name === false ? `${because}, or set SONAR_HOST_URL` : because };
  }
  const { found, commit } = analysed;
  if (found === undefined) return { isPassed: false, because: unseen(commit) };
  const { status, objections } = found;
  const why = objections.length > 0 ? `: ${objections.join(", ")}` : "";
  const own: Verdict = { isPassed: status === "OK", because: `SonarQube's gate: ${status}${why}` };
  return name === false || !own.isPassed ? own : check("sonarQube");
}

async function coverageGate(
  wanted: number,
  check: (gate: "testCoverage") => Promise<Verdict>,
  analysis: () => Promise<Analysed>,
): Promise<Verdict> {
  const [tests, analysed] = await Promise.all([check("testCoverage"), analysis()]);
  if (!tests.isPassed || analysed === undefined) return tests;
  const { found, commit } = analysed;
  if (found === undefined) return { isPassed: false, because: unseen(commit) };
  const covered = found.newCoverage;
  if (covered === undefined) {
    const because =
      "SonarQube says nothing of new code's coverage: give its gate a condition on new_coverage";
    return { isPassed: false, because };
  }
  const because = `${String(covered)} % of new code is covered, where ${String(wanted)} % are wanted`;
  return { isPassed: covered >= wanted, because };
}

async function healthGate(asked: Promise<Health | undefined>): Promise<Verdict> {
  const health = await asked;
  return health === undefined
    ? {
        isPassed: true,
        because: "no address leads to it: nobody can be sent to what is not healthy",
      }
    : { isPassed: health.isHealthy, because: health.said };
}

function unseen(commit: string): string {
  return `SonarQube never analysed ${commit.slice(0, 12)}: have its workflow analyse each push to the branch`;
}
