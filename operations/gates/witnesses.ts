import type { EnvironmentSpec } from "../../blueprint/environment";
import { UsageError } from "../../settings/usage-error";
import { askHealth, healthTargets } from "../health/health";
import { gitHubApi } from "../github";
import { JsonApi } from "../json-api";
import type { Demands } from "./demands";
import type { Witnesses } from "./gates";
import { GitHubChecks } from "./github-checks";
import { SonarQube } from "./sonarqube";

/**
 * GitHub, SonarQube where SONAR_HOST_URL names one, and the environment itself.
 *
 * @param env - the process's variables.
 * @throws UsageError where a token is missing.
 */
export function openWitnesses(
  { repository, branches }: Demands,
  spec: EnvironmentSpec,
  env: Readonly<Record<string, string | undefined>>,
): Witnesses {
  const { SONAR_HOST_URL } = env;
  const github = gitHubApi(env, "may read checks and pull requests (`gh auth token`)");
  const targets = new Map(healthTargets(spec).map((target) => [target.workload, target]));
  return {
    github: new GitHubChecks(github, repository),
    sonarqube:
      SONAR_HOST_URL === undefined || SONAR_HOST_URL === "" ? undefined : sonarQube(SONAR_HOST_URL),
    health: async (workload) => {
      const target = targets.get(workload);
      return target && askHealth(target);
    },
  };

  function sonarQube(address: string): SonarQube {
    const { SONAR_TOKEN: token = "" } = env;
    if (token === "")
      throw new UsageError("SONAR_TOKEN is missing: a token that may browse the project");
    const headers = { authorization: `Bearer ${token}` };
    const api = new JsonApi({ name: "SonarQube", address: address.replace(/\/$/, ""), headers });
    return new SonarQube(api, env.SONAR_PROJECT_KEY ?? repository.replace("/", "_"), branches);
  }
}
