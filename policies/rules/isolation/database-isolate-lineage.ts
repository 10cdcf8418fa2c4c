import { ownEnvironments } from "../../environments";
import { MentionFinder } from "../../mentions";
import { asList, has, isText, textAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { notApplicable, type Outcome, type Scope, stackRule, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { neonInside } from "../backup/neon";
import { isMasked, isOwnDatabase } from "./own-databases";

/** Arguments by which a data store of AWS is made from another one. */
const sources: Readonly<Record<string, readonly string[]>> = {
  "aws:dynamodb/table:Table": ["restoreSourceName", "restoreSourceTableArn"],
  "aws:elasticache/replicationGroup:ReplicationGroup": [
    "globalReplicationGroupId",
    "snapshotArns",
    "snapshotName",
  ],
  "aws:elasticache/serverlessCache:ServerlessCache": ["snapshotArnsToRestores"],
  "aws:rds/cluster:Cluster": [
    "globalClusterIdentifier",
    "replicationSourceIdentifier",
    "restoreToPointInTime.sourceClusterIdentifier",
    "snapshotIdentifier",
  ],
  "aws:rds/instance:Instance": [
    "replicateSourceDb",
    "restoreToPointInTime.sourceDbInstanceIdentifier",
    "snapshotIdentifier",
  ],
};

export const databaseIsolateLineage = stackRule({
  id: "database-isolate-lineage",
  severity: "critical",
  title: "A database below production is made from nothing of another environment",
  why: "a copy of production's data is production's data",
  source: "DAT-2",
  fix: "Make it empty, or mask what it copies.",
  waivable: "never",
  types: [...neonInside, ...Object.keys(sources)],
  tiers: ["preview", "dev", "staging"],
  check(resource, scope, stack) {
    return neonInside.includes(resource.type)
      ? ofNeon(resource, scope, stack)
      : ofAws(resource, scope);
  },
});

function ofNeon(resource: PolicyResource, scope: Scope, stack: StackIndex): Outcome {
  if (isMasked(resource) || isOwnDatabase(resource, "projectId", scope, stack)) {
    return violationOf([]);
  }
  const project = textAt(resource.props, "projectId");
  return violationOf(
    [`lives in the Neon project "${project}", which is none of ${scope.environment.name}'s`],
    `Make the project in this stack, or list its id under databases of ${scope.environment.name} in policies/environments.yaml.`,
  );
}

/** What a store is made from must name this environment; what names none may be anyone's. */
function ofAws({ type, props }: PolicyResource, { environment, data }: Scope): Outcome {
  const own = new Set(ownEnvironments(environment).map(({ name }) => name));
  const given = (sources[type] ?? []).filter((path) => has(props, path));
  if (given.length === 0) return notApplicable;
  return violationOf(
    given.flatMap((path) =>
      asList(valueAt(props, path))
        .filter((source) => {
          const mentions = isText(source) ? MentionFinder.of(data).find(source) : [];
          const ours = mentions.filter(({ owners }) => owners.some((owner) => own.has(owner)));
          return ours.length === 0 || ours.length < mentions.length;
        })
        .map(
          (source) => `is made from ${isText(source) ? `"${source}"` : "nothing known"} (${path})`,
        ),
    ),
  );
}
