import { isDeepStrictEqual } from "node:util";
import { matches } from "../../../iam/pattern";
import type { AccessRequest } from "../../../iam/request";
import type { AskedOf } from "../asked";
import { type Call, type Calls, callsIn } from "./call";
import { type Attributes, contextOf } from "./context";
import { publishedActions } from "./published";
import { arnsOf, filled, type Place, splitResource, valuesAt } from "./resource";

/** What is asked for, and the account where it is. */
export interface Asked extends AskedOf, Place {
  readonly attributes: Attributes;
}

/** One action on one resource, before anybody is known who asks. */
export type Requested = Pick<AccessRequest, "action" | "resource" | "context">;

/** Every request that the provider makes to AWS, in their order. */
export function requestsFor(row: Calls, asked: Asked): readonly Requested[] {
  const [service = "", on = ""] = row.on.split(" ");
  const { operation } = asked;
  const isWrite = operation === "create" || operation === "update";
  const list = [row[operation], isWrite ? row.read : ""].filter(Boolean).join(" ");
  return callsIn(list, service)
    .filter((call) => isMade(call, asked))
    .flatMap((call) =>
      resourcesOf(call, service, on, asked).map((resource) => ({
        action: call.action,
        resource,
        context: { ...contextOf(call.action, resource, asked), ...given(call, asked) },
      })),
    );
}

function isMade({ properties, negated }: Call, asked: Asked): boolean {
  if (properties.length === 0) return true;
  const concerns = properties.some((property) =>
    asked.operation === "update"
      ? isChanged(property, asked)
      : valuesAt(property, asked).length > 0,
  );
  return concerns !== negated;
}

function isChanged(property: string, { before, values }: Asked): boolean {
  const key = property.split(".")[0] ?? property;
  return !isDeepStrictEqual(before[key] ?? undefined, values[key] ?? undefined);
}

/** An action that takes no resource is asked for on all. */
function resourcesOf(call: Call, service: string, on: string, place: Place): readonly string[] {
  if (publishedActions[call.action]?.resources.length === 0) return ["*"];
  if (call.on !== undefined) {
    const other = splitResource(call.on, service);
    return arnsOf(other.service, other.resource, place);
  }
  const { arn } = place.values;
  return arnsOf(service, on, place).map((pattern) =>
    typeof arn === "string" && matches(pattern, arn) ? arn : pattern,
  );
}

function given({ context }: Call, place: Place): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, filled(value, place)[0] ?? ""]),
  );
}
