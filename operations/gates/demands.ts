import type { Manifest } from "../../settings/manifest/manifest";
import { parseSettings } from "../../settings/parse-settings";
import { SettingsError } from "../../settings/problem";
import { readProject } from "../../settings/project";
import { readReleases } from "../../settings/release";
import { readStackConfig } from "../../settings/stack-file";
import type { SharedSettings } from "../../settings/stack/settings";

/** What one workload's build has to have passed. */
export interface Demand {
  readonly workload: string;
  /** The commit that it was built from. */
  readonly commit: string;
  readonly gates: Manifest["deployment"]["qualityGates"];
}

export interface Demands {
  readonly workloads: readonly Demand[];
  /** The status check that answers for each gate, or `false`: `platform:gateChecks`, which merges wait for as well. */
  readonly checks: SharedSettings["gateChecks"];
  /** `<owner>/<repository>`. */
  readonly repository: string;
  /** Branches that a merge is checked for. */
  readonly branches: readonly string[];
}

/**
 * What the builds of a stack's releases have to have passed, by the manifests. A workload without a release demands nothing.
 *
 * @throws SettingsError
 */
export function readDemands(root: string, stack: string): Demands {
  const releases = readReleases(root, stack, undefined);
  const { workloads } = readProject(root);
  const config = readStackConfig(root, "shared");
  const shared = "problems" in config ? config : parseSettings("shared", "shared", config.value);
  const problems = [
    ...releases.problems,
    ...workloads.problems,
    ...("problems" in shared ? shared.problems : []),
  ];
  if ("problems" in shared || problems.length > 0) throw new SettingsError(stack, problems);
  const { gateChecks, github, branchRules } = shared.value.values as SharedSettings;
  return {
    workloads: workloads.sound.flatMap(({ name, manifest }) => {
      const commit = releases.sound.get(name)?.commit;
      const gates = manifest.deployment.qualityGates;
      return commit === undefined ? [] : [{ workload: name, commit, gates }];
    }),
    checks: gateChecks,
    repository: `${github.owner}/${github.repository}`,
    branches: branchRules.map(({ branch }) => branch),
  };
}
