import type * as pulumi from "@pulumi/pulumi";

/**
 * Adds the tag `logical-name` to every AWS resource that has tags: its name in the program. AWS chooses most ids itself,
 * and without a tag of its own a resource whose creation was cut off can't be told from its likes (docs/runbooks/recover.md).
 */
export const tagLogicalName: pulumi.ResourceTransformation = ({ type, name, props, opts }) => {
  const { tags } = props as { readonly tags?: unknown };
  if (!type.startsWith("aws:") || typeof tags !== "object") return undefined;
  return { props: { ...props, tags: { ...tags, "logical-name": name } }, opts };
};
