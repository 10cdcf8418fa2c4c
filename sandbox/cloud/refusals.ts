import { isDeepStrictEqual } from "node:util";
import { tenancies, type Tenancies } from "../../blueprint/tenancies";
import { Refusal } from "../../providers/server/provider";
import type { ModelValues } from "../model";
import type { CloudObject, ObjectStore, Shelf } from "./object-store";
import { belongingsOf, lockOf, ownersOf, sharesId, uniqueInputs } from "./service-rules";

/** What the service takes to be the same thing: it has the same id, or agrees in what may be there once only. */
export function sameThing(
  objects: readonly CloudObject[],
  id: string,
  inputs: ModelValues,
): CloudObject | undefined {
  return objects.find(
    (object) => (object.id === id && !sharesId(object.type)) || isAlike(object, inputs),
  );
}

/**
 * Lets through what the token reaches; a zone is in the account in which its first object was made.
 *
 * @returns what is remembered of a zone's object: its account.
 * @throws Refusal when it is to be in an account or a zone that the token of these does not reach.
 */
export function requireReach(
  store: ObjectStore,
  shelf: Shelf,
  inputs: ModelValues,
  token: Tenancies,
): Pick<CloudObject, "runtime"> {
  const { type } = shelf;
  for (const { setting, what, said } of tenancies) {
    if (said === undefined || !type.startsWith(said.types)) continue;
    const [named, own] = [inputs[said.input], token[setting]];
    if (own === undefined || typeof named !== "string" || named === own) continue;
    const message = `${type}: ${what} ${named} is not one that the token reaches, which is for ${own}`;
    throw new Refusal("unauthorized", message);
  }
  const { zoneId } = inputs;
  const accountId = token["cloudflare.accountId"];
  if (typeof zoneId !== "string" || accountId === undefined) return {};
  const owner = store
    .on(shelf)
    .filter(({ properties }) => properties.zoneId === zoneId)
    .map(({ runtime }) => runtime?.accountId)
    .filter((other) => typeof other === "string")
    .find((other) => other !== accountId);
  if (owner === undefined) return { runtime: { accountId } };
  const message = `${type}: the zone ${zoneId} is in the account ${owner}, and the token is for ${accountId}`;
  throw new Refusal("unauthorized", message);
}

/** @throws Refusal when something is named that the new object has to belong to, but that is not there. */
export function requireOwners(store: ObjectStore, shelf: Shelf, inputs: ModelValues): void {
  for (const [input, type] of Object.entries(ownersOf(shelf.type))) {
    const named = inputs[input];
    if (typeof named !== "string") continue;
    if (!store.on({ ...shelf, type }).some((owner) => isNamed(owner, named))) {
      throw new Refusal("not found", `${shelf.type}: its ${type} ${named} is not there`);
    }
  }
}

/** @throws Refusal when a site is to get a host name on which a Worker is routed already. */
export function requireUnrouted(store: ObjectStore, shelf: Shelf, { name }: ModelValues): void {
  if (shelf.type !== "cloudflare:index/pagesDomain:PagesDomain") return;
  const route = store
    .on({ ...shelf, type: "cloudflare:index/workersRoute:WorkersRoute" })
    .find(({ properties: { pattern } }) => String(pattern).split("/")[0] === name);
  if (route === undefined) return;
  const message = `${String(name)}: a Worker is routed on this domain already, by ${String(route.properties.pattern)}`;
  throw new Refusal("precondition failed", message);
}

/** @throws Refusal when it is locked, or something there belongs to it. */
export function requireDeletable(store: ObjectStore, shelf: Shelf, object: CloudObject): void {
  const { type, id, properties } = object;
  const lock = lockOf(type, properties);
  if (lock !== undefined) {
    const message = `${type} ${id} is protected against deletion: set ${lock} to false first`;
    throw new Refusal("precondition failed", message);
  }
  for (const [other, input] of belongingsOf(type)) {
    const left = store
      .on({ ...shelf, type: other })
      .find(({ properties: its }) => isNamed(object, its[input]));
    if (left !== undefined) {
      const message = `${type} ${id} can't be deleted while ${other} ${left.id} belongs to it`;
      throw new Refusal("precondition failed", message);
    }
  }
}

export function isAlike({ type, properties }: CloudObject, inputs: ModelValues): boolean {
  const keys = uniqueInputs(type).filter((key) => properties[key] ?? inputs[key]);
  return keys.length > 0 && keys.every((key) => isDeepStrictEqual(properties[key], inputs[key]));
}

/** Services take the id as well as the ARN, and roles and clusters by their name. */
function isNamed({ id, properties }: CloudObject, value: unknown): boolean {
  return typeof value === "string" && [id, properties.arn, properties.name].includes(value);
}
