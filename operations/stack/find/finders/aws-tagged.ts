import { type Finder, inRegion, type Interrupted, MissingInput, type Values } from "../finder";

/** The tag that tells a resource from all others of its stack and type (components/base/logical-name.ts). */
export const nameTag = "logical-name";

/** What of an ARN the provider imports by. */
type Part = "arn" | "id" | "newest revision";

/**
 * AWS chose the id: all objects are asked for that carry every tag of the resource.
 *
 * @param service - as ARNs name it, for example `ec2`.
 * @param type - what stands before the id in its ARN, for example `natgateway`.
 */
export function tagged(service: string, type: string, part: Part): Finder {
  const arns = new RegExp(`^arn:[\\w-]+:${service}:[^:]*:[^:]*:${type}[/:](.+)$`);
  return {
    kind: "listed",
    token: "aws:resourcegroupstaggingapi/getResources:getResources",
    args: ({ inputs: { tags, region } }) => ({
      tagFilters: filtersOf(tags),
      ...(typeof region === "string" && { region }),
    }),
    importIds: (answer, resource) => {
      const found = arnsIn(answer).filter((arn) => arns.test(arn));
      return chosen(found, part, arns).map((id) => inRegion(resource, id));
    },
  };
}

/** Tags of a resource that say whose it is, if it has any. */
export function tagsOf({ inputs: { tags } }: Pick<Interrupted, "inputs">): Values | undefined {
  return isValues(tags) && typeof tags[nameTag] === "string" ? tags : undefined;
}

function filtersOf(tags: unknown): readonly Values[] {
  if (!isValues(tags) || typeof tags[nameTag] !== "string") {
    throw new MissingInput(`it was made before resources had the tag ${nameTag}`);
  }
  return Object.entries(tags).map(([key, value]) => ({ key, values: [String(value)] }));
}

function chosen(found: readonly string[], part: Part, arns: RegExp): readonly string[] {
  switch (part) {
    case "arn":
      return found;
    case "id":
      return found.map((arn) => arns.exec(arn)?.[1] ?? arn);
    case "newest revision":
      // Former revisions keep their tags.
      return [...found].sort((a, b) => revisionOf(b) - revisionOf(a)).slice(0, 1);
  }
}

function revisionOf(arn: string): number {
  return Number(arn.slice(arn.lastIndexOf(":") + 1));
}

function arnsIn({ resourceTagMappingLists: found = [] }: Values): readonly string[] {
  return (found as readonly Values[]).map(({ resourceArn }) => String(resourceArn));
}

function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
