import type { PackData } from "../../pack-data";
import { recordsIn, textAt, textsAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { estateRule, notApplicable, type Scoped, violationOf } from "../../rule";
import { deployments, rulesetType } from "../repository/rulesets";
import { teamType } from "../repository/team-require-permission";
import { gateType, reviewingTeams } from "./gates";
import { gatesOf, roleType } from "../../who-can/ways-in";

/** Joint, since the teams are granted by one stack and named by the others. */
export const githubRequireDeclaredReferences = estateRule({
  id: "github-require-declared-references",
  severity: "critical",
  title: "Each team and GitHub environment that a stack names is one that a stack declares",
  why: "GitHub drops a reviewer without access, and makes an environment that a job names, open to all: both without a word",
  source: "PIP-4",
  fix: "Name one that is declared, grant the team access to the repository, or declare the environment.",
  *check(estate) {
    const teams = declared(estate, teamType, "teamId");
    const environments = declared(estate, gateType, "environment");
    for (const { stack, index, data } of estate) {
      for (const resource of index.of([gateType, rulesetType, roleType])) {
        yield {
          stack,
          resource,
          outcome: () => {
            const ofTeams = estate.some(({ tier }) => tier === "shared") ? teamsOf(resource) : [];
            const ofEnvironments = environmentsOf(resource).filter((name) =>
              estate.some((other) => other.stack === (ownerOf(name, data) ?? stack)),
            );
            if (ofTeams.length + ofEnvironments.length === 0) return notApplicable;
            return violationOf([
              ...missing(ofTeams, teams()).map(
                (team) => `names team ${team}, which has no access to the repository`,
              ),
              ...missing(ofEnvironments, environments()).map(
                (name) => `names the GitHub environment "${name}", which no stack declares`,
              ),
            ]);
          },
        };
      }
    }
  },
});

/** Read once, and only when a verdict needs it: an id may not be known yet. */
function declared(estate: readonly Scoped[], type: string, path: string): () => Set<string> {
  let names: Set<string> | undefined;
  return () =>
    (names ??= new Set(
      estate.flatMap(({ index }) => index.ofType(type).map(({ props }) => textAt(props, path))),
    ));
}

function missing(names: readonly string[], known: ReadonlySet<string>): readonly string[] {
  return [...new Set(names)].filter((name) => !known.has(name));
}

function teamsOf(resource: PolicyResource): readonly string[] {
  if (resource.type === gateType) return reviewingTeams(resource).map(String);
  if (resource.type !== rulesetType) return [];
  return recordsIn(resource.props, "bypassActors")
    .filter(({ actorType }) => actorType === "Team")
    .map(({ actorId }) => String(actorId));
}

function environmentsOf(resource: PolicyResource): readonly string[] {
  if (resource.type === roleType) return gatesOf(resource);
  return resource.type === rulesetType && valueAt(resource.props, deployments) !== undefined
    ? textsAt(resource.props, deployments)
    : [];
}

/** The stack whose GitHub environment that is. */
function ownerOf(environment: string, { environments }: PackData): string | undefined {
  return [...environments.values()].find(({ gates, previewEnvironments }) =>
    [...gates, ...previewEnvironments].includes(environment),
  )?.name;
}
