import { Refusal } from "../../providers/server/provider";
import { runningCountOf } from "../cloud/ecs-deployments";
import type { ModelValues } from "../model";
import { resourceModels } from "../models";
import type { ListedObject, Lookups } from "./lookup";

interface TagFilter {
  readonly key: string;
  readonly values?: readonly string[];
}

export const lookups: Lookups = {
  "aws:ecs/getService:getService": ({ clusterArn, serviceName, region }, objects, observed) => {
    const found = objects(
      "aws:ecs/service:Service",
      typeof region === "string" ? region : undefined,
    ).find(
      ({ properties }) => properties.cluster === clusterArn && properties.name === serviceName,
    );
    if (found === undefined) {
      throw new Refusal(
        "not found",
        `ECS Service (${String(serviceName)}): couldn't find resource`,
      );
    }
    const { taskDefinition, desiredCount = 1 } = found.properties;
    const failure = found.runtime?.failure;
    const { wanted, healthy } = (failure === undefined
      ? observed.tasksOf(found.id)
      : undefined) ?? {
      wanted: desiredCount,
      healthy: runningCountOf(found),
    };
    const counts = { desiredCount: wanted, runningCount: healthy, pendingCount: 0 };
    const steady = `(service ${String(serviceName)}) has reached a steady state.`;
    return {
      id: found.id,
      taskDefinition,
      ...counts,
      deployments: [{ status: "PRIMARY", taskDefinition, ...counts }],
      events: [{ message: typeof failure === "string" ? failure : steady }],
    };
  },
  "aws:resourcegroupstaggingapi/getResources:getResources": (args, objects) => {
    const filters = (args.tagFilters ?? []) as readonly TagFilter[];
    const region = typeof args.region === "string" ? args.region : undefined;
    const found = Object.keys(resourceModels)
      .filter((type) => type.startsWith("aws:"))
      .flatMap((type) => objects(type, region))
      .filter(({ properties }) => hasTags(properties.tags, filters));
    return {
      id: "resources",
      resourceTagMappingLists: found.map((object) => ({
        resourceArn: arnOf(object),
        tags: object.properties.tags,
        complianceDetails: [],
      })),
    };
  },
  "aws:secretsmanager/getSecretVersions:getSecretVersions": (args, objects) => {
    const region = typeof args.region === "string" ? args.region : undefined;
    const versions = objects("aws:secretsmanager/secretVersion:SecretVersion", region).filter(
      ({ properties }) => properties.secretId === args.secretId,
    );
    return {
      id: args.secretId,
      versions: versions.map(({ properties }, index) => ({
        versionId: properties.versionId,
        // The newest takes the stage from the one before.
        versionStages: [index === versions.length - 1 ? "AWSCURRENT" : "AWSPREVIOUS"],
      })),
    };
  },
};

function hasTags(tags: unknown, filters: readonly TagFilter[]): boolean {
  if (typeof tags !== "object" || tags === null) return false;
  const own = tags as ModelValues;
  return filters.every(({ key, values = [] }) => {
    const value = own[key];
    return typeof value === "string" && (values.length === 0 || values.includes(value));
  });
}

/** The provider says no ARN of a NAT gateway; that of the tagging API differs by the resource's type alone. */
function arnOf({ id, properties: { arn } }: ListedObject): string {
  if (typeof arn === "string") return arn;
  return id.startsWith("nat-") ? `arn:aws:ec2:::natgateway/${id}` : id;
}
