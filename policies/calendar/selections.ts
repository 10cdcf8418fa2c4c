import { isText, optional, recordsIn, textAt, valueAt } from "../read";
import type { PolicyResource, Properties } from "../resource";
import { effectiveTags } from "../rules/hygiene/tags";
import type { StackIndex } from "../stack-index";

export const selectionType = "aws:backup/selection:Selection";

/** AWS takes what the ARNs or tags name, as far as every condition holds for it and no exception names it. */
export function selects(
  selection: PolicyResource,
  resource: PolicyResource,
  arn: string,
  stack: StackIndex,
): boolean {
  const { props } = selection;
  const tags = effectiveTags(resource);
  const named = (property: string): boolean =>
    stack.targets(selection, property).includes(resource) ||
    patternsIn(props, property).some((pattern) => matches(pattern, arn));
  const tagged = recordsIn(props, "selectionTags").some(
    (tag) => tags[textAt(tag, "key")] === textAt(tag, "value"),
  );
  if (named("notResources") || !(named("resources") || tagged)) return false;
  return recordsIn(props, "conditions").every((condition) => holds(condition, tags));
}

/** How each kind of condition compares a tag with a value. */
const comparisons: Readonly<Record<string, (tag: unknown, value: string) => boolean>> = {
  stringEquals: (tag, value) => tag === value,
  stringLikes: (tag, value) => isText(tag) && matches(value, tag),
  stringNotEquals: (tag, value) => tag !== value,
  stringNotLikes: (tag, value) => !(isText(tag) && matches(value, tag)),
};

/** Whether a resource with those tags meets every comparison of a condition. */
export function holds(condition: Properties, tags: Properties): boolean {
  return Object.keys(condition).every((kind) => {
    if (kind === "__defaults") return true;
    const compare = comparisons[kind];
    if (compare === undefined) throw new Error(`${kind} is no condition of a backup selection`);
    return recordsIn(condition, kind).every((each) => {
      const key = textAt(each, "key").replace(/^aws:ResourceTag\//, "");
      return compare(tags[key], textAt(each, "value"));
    });
  });
}

function patternsIn(props: Properties, property: string): readonly string[] {
  const list = optional(valueAt, props, property);
  return Array.isArray(list) ? list.filter(isText) : [];
}

/** Whether a text has the form of a pattern in which `*` stands for anything. */
function matches(pattern: string, text: string): boolean {
  const [first = "", ...others] = pattern.split("*");
  if (others.length === 0) return pattern === text;
  const last = others.pop() ?? "";
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
