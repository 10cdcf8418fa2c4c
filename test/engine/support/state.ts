import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import {
  pendingIn,
  type PendingOperation,
  resourcesOf,
  type StateResource,
} from "../../../operations/stack/state";
import type { CloudObject } from "../../../sandbox/cloud/object-store";
import { compareText } from "../../../settings/problem";

/** What `pulumi stack export` writes, as far as it is looked into. */
export interface State {
  readonly resources: readonly StateResource[];
  readonly pendingOperations: readonly PendingOperation[];
}

export async function stateOf(stack: Stack): Promise<State> {
  const state = await stack.exportStack();
  return { resources: resourcesOf(state), pendingOperations: pendingIn(state) };
}

/**
 * What is wrong with a state: a resource without URN or type, a provider that it does not hold, a parent or a dependency
 * that does not come before, a URN twice. One sentence each; none for a state that is sound.
 */
export function verifyState({ resources }: State): readonly string[] {
  const before = new Set<string>();
  const living = new Set<string>();
  const references = new Set<string>();
  return resources.flatMap((resource, index) => {
    const { urn, type, provider } = resource;
    const name = urn === "" ? `resource ${String(index)}` : urn;
    const problems = [
      ...(urn === "" ? [`${name} has no URN`] : []),
      ...(type === "" ? [`${name} has no type`] : []),
      ...(urn.split("::")[2]?.split("$").at(-1) === type ? [] : [`${name} is not of type ${type}`]),
      ...(resource.custom === true && (resource.id ?? "") === "" ? [`${name} has no id`] : []),
      ...(provider === undefined || provider === "" || references.has(provider)
        ? []
        : [`the provider of ${name} does not come before it: ${provider}`]),
      ...neededBy(resource)
        .filter((needed) => !before.has(needed))
        .map((needed) => `${name} comes before what it needs: ${needed}`),
      ...(resource.delete !== true && living.has(urn) ? [`${name} is there twice`] : []),
    ];
    before.add(urn);
    if (resource.delete !== true) living.add(urn);
    references.add(`${urn}::${resource.id ?? ""}`);
    return problems;
  });
}

/**
 * Where the emulated clouds hold something that the state does not know, or the other way round; one sentence each.
 *
 * @param folder - of the sandbox.
 */
export function compareWithClouds({ resources }: State, folder: string): readonly string[] {
  const known = resources.filter(isInCloud).map(({ urn, id }) => `${urn} ${String(id)}`);
  const there = objectsIn(folder)
    .filter(({ type }) => !isNowhere(type))
    .map(({ urn, id }) => `${urn} ${id}`);
  return [
    ...without(there, known).map((object) => `the state does not know ${object}`),
    ...without(known, there).map((object) => `the clouds do not hold ${object}`),
  ];
}

/** Everything that the emulated clouds of a sandbox hold, by URN. */
export function objectsIn(folder: string): readonly CloudObject[] {
  return readdirSync(join(folder, "clouds"), { recursive: true, encoding: "utf8" })
    .filter((file) => /(?:^|[/\\])[^./\\][^/\\]*\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(join(folder, "clouds", file), "utf8")) as CloudObject)
    .sort((one, other) => compareText(one.urn, other.urn) || one.generation - other.generation);
}

function isInCloud({ custom, type }: StateResource): boolean {
  return custom === true && !type.startsWith("pulumi:") && !isNowhere(type);
}

const nowhere = [
  "aws:acm/certificateValidation:CertificateValidation",
  "aws:lambda/invocation:Invocation",
];

/** A value that only the state holds, a wait that ends, and a call: there is no object that could be left over. */
function isNowhere(type: string): boolean {
  return /^(?:random|tls):/.test(type) || nowhere.includes(type);
}

/** Each as often as `others` lacks it. */
function without(list: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return list.filter((element) => {
    const index = left.indexOf(element);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

function neededBy(resource: StateResource): readonly string[] {
  const { parent = "", dependencies = [], propertyDependencies = {}, deletedWith = "" } = resource;
  const ofProperties = Object.values(propertyDependencies).flatMap((urns) => urns ?? []);
  return [parent, deletedWith, ...dependencies, ...ofProperties].filter((urn) => urn !== "");
}
