import { ownEnvironments } from "../../environments";
import { recordsIn } from "../../read";
import type { PolicyResource } from "../../resource";
import { compliant, notApplicable, stackRule, violation, violationOf } from "../../rule";
import { eachText } from "../../texts";
import { listed } from "../../wording";
import { metricAlarmType } from "../../series/alarm";
import { regionOf } from "./vaults";

/** Properties that name another region because they have to, by type. */
const origins: Readonly<Record<string, string>> = {
  // A replica is made from its primary once, and decrypts without it from then on.
  "aws:kms/replicaKey:ReplicaKey": "primaryKeyArn",
};

/** What a property may be made from although it stands in another region, by the resource that has the property. */
const reachable: readonly ((
  source: PolicyResource,
  region: string,
  resource: PolicyResource,
) => boolean)[] = [
  // IAM is one for all regions, and answers in each.
  ({ type }) => type.startsWith("aws:iam/"),
  // A secret is where its replicas are; what is written into it comes there with it.
  ({ type, props }, region) =>
    type === "aws:secretsmanager/secret:Secret" &&
    recordsIn(props, "replicas").some((replica) => replica.region === region),
  ({ type }) => type === "aws:secretsmanager/secretVersion:SecretVersion",
  // It made a database's roles, once, and is only waited for.
  ({ type }) => type === "aws:lambda/invocation:Invocation",
  // An alarm on replication names both ends of it: the bucket, and what is made before its name is given out.
  ({ type }, _region, resource) =>
    type.startsWith("aws:s3/bucket") && resource.type === metricAlarmType,
];

/** The first of an environment's regions is its home; whatever stands in another has to do when home is lost. */
export const regionRequireIndependence = stackRule({
  id: "region-require-independence",
  title: "What stands in the recovery region needs nothing of the home region",
  why: "it is wanted on the day on which the home region answers nothing",
  source: "BAK-25",
  fix: "Use what the recovery region has itself: a replica, or a repository, key, topic or endpoint of its own.",
  waivable: "everywhere",
  types: "all",
  check(resource, { environment }, stack) {
    if (!resource.type.startsWith("aws:") && resource.type !== "pulumi:providers:aws")
      return notApplicable;
    const region = regionOf(resource);
    if (region === undefined) return notApplicable;
    const regions = ownEnvironments(environment).flatMap((own) => own.regions);
    if (!regions.includes(region)) {
      return violation(
        `stands in ${region}, and ${environment.name} has ${listed(regions, "and")} only`,
        "Move it, or add the region to regions in policies/environments.yaml.",
      );
    }
    if (region === regions[0]) return compliant;
    const origin = origins[resource.type];
    const needed = Object.entries(resource.propertyDependencies).flatMap(([property]) =>
      property === origin
        ? []
        : stack
            .targets(resource, property)
            .filter((source) => (regionOf(source) ?? region) !== region)
            .filter((source) => !reachable.some((reaches) => reaches(source, region, resource)))
            .map(({ type, name }) => `makes ${property} from ${type} "${name}" of another region`),
    );
    if (needed.length > 0) return violationOf(needed);
    const named = new Set<string>();
    const others = regions.filter((other) => other !== region);
    eachText(resource.props, (text, [property = ""]) => {
      if (property === origin) return;
      for (const other of others) {
        if (new RegExp(`\\b${other}(?!\\d)`).test(text)) named.add(`names ${other} in ${property}`);
      }
    });
    return violationOf([...named]);
  },
});
