import { isDeepStrictEqual } from "node:util";
import type { PolicyResource, PolicyStack } from "../../../policies/resource";
import { noOptions } from "../../../policies/stack-index";
import { wrapUnknown } from "../../../policies/unknown";
import { type StackName, stackIn, withStack } from "../mutations/estate";
import { wordsOf } from "./environment";
import { type Attack, type Change, attacksIn } from "./language";
import type { Mutation } from "./mutation";
import { absent, changedAt, foundAt, pathOf } from "./path";

const unknown = Symbol("unknown");

/** The mutations that a file of attacks stands for. */
export function mutationsIn(area: string, text: string): Mutation[] {
  return attacksIn(text).flatMap((attack) =>
    attack.stacks.flatMap((stack) =>
      Array.from({ length: attack.count }, (_, nth) =>
        mutationOf(area, attack, stack as StackName, nth),
      ),
    ),
  );
}

function mutationOf(area: string, attack: Attack, stack: StackName, nth: number): Mutation {
  const names = attack.names.source === "(?:)" ? "" : ` ~${attack.names.source}`;
  const changes = attack.changes.map(({ path, operator, operand }) =>
    `${path} ${operator} ${operand}`.trim(),
  );
  const how = attack.kind === "change" ? "" : `${attack.kind} `;
  const which = attack.count > 1 ? ` #${String(nth + 1)}` : "";
  return {
    id: `${area}: ${stack} ${attack.type}${names}${which} ${how}${changes.join(" && ")}`.trim(),
    area,
    stack,
    says: attack.says,
    apply: (estate) => withStack(estate, stack, mutated(stackIn(estate, stack), attack, nth)),
  };
}

function mutated(stack: PolicyStack, attack: Attack, nth: number): PolicyStack {
  const { resources } = stack;
  if (attack.kind === "new") return { ...stack, resources: [...resources, made(stack, attack)] };
  const subject = resources.filter(
    ({ type, name }) => type === attack.type && attack.names.test(name),
  )[nth];
  if (subject === undefined)
    throw new Error(`${stack.stack} has no ${attack.type} ${String(attack.names)}`);
  if (attack.kind === "gone")
    return { ...stack, resources: resources.filter((each) => each !== subject) };
  const from = attack.kind === "copy" ? renamed(subject) : subject;
  const after = attack.changes.reduce(
    (resource, change) => changed(resource, change, stack, attack.words),
    from,
  );
  if (isDeepStrictEqual(after, from)) throw new Error("the attack changes nothing");
  const wrapped = { ...after, props: wrapUnknown(after.props, (value) => value === unknown) };
  if (attack.kind === "copy") return { ...stack, resources: [...resources, wrapped] };
  return { ...stack, resources: resources.map((each) => (each === subject ? wrapped : each)) };
}

/** A second resource beside the good one, under a name of its own. */
function renamed(resource: PolicyResource): PolicyResource {
  const name = `${resource.name}-second`;
  const { tags } = resource.props;
  const named =
    typeof tags === "object" && tags !== null && !Array.isArray(tags)
      ? { tags: { ...tags, "logical-name": name } }
      : {};
  const props = { ...resource.props, ...named };
  return { ...resource, urn: `${resource.urn}-second`, name, props };
}

function made({ stack, resources }: PolicyStack, attack: Attack): PolicyResource {
  const { type } = attack;
  const provider = `pulumi:providers:${type.split(":")[0] ?? ""}`;
  const sibling = resources.find((each) => each.provider?.type === provider);
  const root = resources.find((each) => each.type === "pulumi:pulumi:Stack");
  const name = `${stack}-second`;
  const bare: PolicyResource = {
    urn: `urn:pulumi:${stack}::platform::${type}::${name}`,
    type,
    name,
    props: {},
    options: noOptions,
    parent: root?.urn,
    provider: sibling?.provider,
    dependencies: [],
    propertyDependencies: {},
  };
  const [change] = attack.changes;
  const read = reader(bare, { stack, resources }, attack.words);
  return { ...bare, props: read(change?.operand ?? "{}") as PolicyResource["props"] };
}

/** The resource with one change; a property that is replaced whole is made of the change alone. */
function changed(
  resource: PolicyResource,
  { path, operator, operand }: Change,
  stack: PolicyStack,
  words: Attack["words"],
): PolicyResource {
  const read = reader(resource, stack, words);
  const steps = pathOf(path);
  const [first] = steps;
  const key = first?.kind === "key" ? first.key : "";
  const into = path.startsWith("@") ? pathOf(path.slice(1)) : [...pathOf("props"), ...steps];
  const source = operator === "<-" ? sourceOf(read.filled(operand), resource, stack) : undefined;
  const after = changedAt(resource, into, (before) => {
    if (operator === "<-") return source?.value;
    if (operator === "~") return substituted(before, read.filled(operand));
    const value = read(operand);
    if (operator === "=") return value;
    const list = Array.isArray(before)
      ? (before as unknown[])
      : before === undefined
        ? []
        : [before];
    return operator === "+=" ? [...list, value] : [value, ...list];
  }) as PolicyResource;
  const { [key]: made = [], ...others } = after.propertyDependencies;
  if (path.startsWith("@") || (operator !== "=" && source === undefined)) return after;
  if (steps.length > 1 && source === undefined) return after;
  const from = [...(steps.length > 1 ? made : []), ...(source?.from ?? [])];
  return { ...after, propertyDependencies: { ...others, [key]: [...new Set(from)] } };
}

interface Read {
  (operand: string): unknown;
  readonly filled: (text: string) => string;
}

/** Reads an operand: JSON in which `$account` and `${own.property}` stand for the stack's and the resource's values. */
function reader(resource: PolicyResource, stack: PolicyStack, words: Attack["words"]): Read {
  const known = { ...wordsOf(stack.stack as StackName), ...words };
  const filled = (text: string): string => {
    const once = text.replaceAll(/\$([a-zA-Z]+)\b/g, (whole, name: string) => known[name] ?? whole);
    return once.replaceAll(/\$\{([^}]+)\}/g, (_, from: string) =>
      String(sourceOf(from, resource, stack).value),
    );
  };
  const read = (operand: string): unknown => {
    if (operand === "-") return absent;
    if (operand === "?") return unknown;
    try {
      return tagged(JSON.parse(filled(filled(operand))), stack, resource.name);
    } catch {
      throw new Error(`no JSON: ${operand}`);
    }
  };
  return Object.assign(read, { filled });
}

/** Gives what is new the tags that every resource has. */
function tagged(value: unknown, { stack, resources }: PolicyStack, name: string): unknown {
  if (typeof value !== "object" || value === null || !("tags" in value) || value.tags !== "@")
    return value;
  const model = resources.find((each) => each.type === "aws:kms/key:Key")?.props.tags;
  return { ...value, tags: { ...(model as object), environment: stack, "logical-name": name } };
}

/** `property.path` of the resource itself, or `@name-pattern#property.path` of another. */
function sourceOf(
  text: string,
  self: PolicyResource,
  { resources }: PolicyStack,
): { readonly value: unknown; readonly from: readonly string[] } {
  const [, pattern, path = text] = /^@([^#]+)#(.*)$/.exec(text) ?? [];
  const other =
    pattern === undefined
      ? self
      : resources.find(
          ({ type, name }) => !type.startsWith("platform:") && new RegExp(pattern).test(name),
        );
  if (other === undefined) throw new Error(`no resource ${text}`);
  const key = path.split(/[.>]/, 1)[0] ?? "";
  const value = path.startsWith("@")
    ? foundAt(other, pathOf(path.slice(1)))
    : foundAt(other.props, pathOf(path));
  return { value, from: other.propertyDependencies[key] ?? [] };
}

/** `/pattern/replacement/` in a text. */
function substituted(before: unknown, operand: string): string {
  const [, pattern = "", replacement = ""] = /^\/(.*)\/([^/]*)\/$/.exec(operand) ?? [];
  if (typeof before !== "string" || pattern === "") throw new Error(`no text, or ${operand}`);
  return before.replaceAll(new RegExp(pattern, "g"), replacement);
}
