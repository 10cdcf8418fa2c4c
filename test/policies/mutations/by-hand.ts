import type { PolicyResource, PolicyStack } from "../../../policies/resource";
import { replaceAt } from "../support/replace";
import { type Estate, type StackName, stackIn } from "./estate";

/** Something done to the sample's stacks that no single broken value does. */
export interface Deed {
  readonly rule: string;
  readonly title: string;
  readonly stacks: readonly StackName[];
  readonly change: (resource: PolicyResource) => PolicyResource | undefined;
}

const set =
  (type: string, path: string, value: unknown, name = ""): Deed["change"] =>
  (resource) => {
    if (resource.type !== type || !resource.name.includes(name)) return resource;
    // A value that is written down is made from no resource.
    const propertyDependencies = { ...resource.propertyDependencies, [path]: [] };
    const props = replaceAt(resource.props, path.split("."), () => value);
    return { ...resource, props: props as PolicyResource["props"], propertyDependencies };
  };

export const byHand: readonly Deed[] = [
  {
    rule: "data-require-restore-points",
    title: "production's files lose their versions, and keep their backups",
    stacks: ["production"],
    change: (resource) =>
      resource.name === "production-documents-s3-versioning" ? undefined : resource,
  },
  {
    rule: "data-require-restore-points",
    title: "the replication of production's files is switched off",
    stacks: ["production"],
    change: set(
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
      "rules.0.status",
      "Disabled",
    ),
  },
  {
    rule: "placement-require-reach",
    title: "the way of the function that sets the database up is gone",
    stacks: ["dev"],
    change: (resource) => (resource.name === "dev-app-roles-to-database" ? undefined : resource),
  },
  {
    rule: "identity-isolate",
    title: "dev and staging name their buckets of R2 alike",
    stacks: ["dev", "staging"],
    change: set("cloudflare:index/r2Bucket:R2Bucket", "name", "files"),
  },
];

/** The stacks that a deed changes, changed. */
export function done(estate: Estate, { stacks, change }: Deed): readonly PolicyStack[] {
  return stacks.map((name) => {
    const { stack, resources } = stackIn(estate, name);
    return { stack, resources: resources.flatMap((resource) => change(resource) ?? []) };
  });
}
