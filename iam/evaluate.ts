import type { Policy } from "./policy";
import { accountOf, type AccessRequest } from "./request";
import { isAbout, namingOf } from "./statement";

/** Every policy that has a say in a request. */
export interface Policies {
  /** Of the user or role, inline and attached. */
  readonly identity: readonly Policy[];
  /** What the identity may ever do. Default: anything. */
  readonly boundary?: Policy;
  /** The resource's own. Default: it has none. */
  readonly resource?: Policy;
  /** Whether nobody is let in whom the resource's own policy does not let in, as with keys of KMS. Default: no. */
  readonly resourceDecides?: boolean;
}

/** The kind of policy that decided. */
export type Layer = "identity-based policy" | "permissions boundary" | "resource-based policy";

export interface Decision {
  readonly allowed: boolean;
  readonly layer: Layer;
  /** The statement that decided, as `<policy>/<Sid>`; none where no statement allows it. */
  readonly statement: string | undefined;
}

/**
 * Whether AWS would do what it is asked: a denial anywhere wins; then the identity's policies and its boundary have both
 * to allow it, or the resource's policy by name; across accounts, both sides.
 */
export function evaluate(policies: Policies, request: AccessRequest): Decision {
  return denial(policies, request) ?? allowance(policies, request);
}

function denial(
  { identity, boundary, resource }: Policies,
  request: AccessRequest,
): Decision | undefined {
  for (const [layer, list] of [
    ["identity-based policy", identity],
    ["permissions boundary", boundary === undefined ? [] : [boundary]],
    ["resource-based policy", resource === undefined ? [] : [resource]],
  ] as const) {
    const statement = deciding("Deny", layer, list, request);
    if (statement !== undefined) return { allowed: false, layer, statement };
  }
  return undefined;
}

function allowance(policies: Policies, request: AccessRequest): Decision {
  const { identity, boundary, resource, resourceDecides = false } = policies;
  const own = accountOf(request.principal);
  const isForeign = (request.resourceAccount ?? own) !== own;
  const list = resource === undefined ? [] : [resource];
  const byName = deciding("Allow", "resource-based policy", list, request);
  const letIn = byName ?? deciding("Allow", "account", list, request);
  if ((isForeign || resourceDecides) && letIn === undefined)
    return refused("resource-based policy");

  const bounded =
    boundary === undefined ? "" : deciding("Allow", "permissions boundary", [boundary], request);
  if (bounded === undefined) return refused("permissions boundary");
  if (byName !== undefined && !isForeign) {
    return { allowed: true, layer: "resource-based policy", statement: byName };
  }
  const statement = deciding("Allow", "identity-based policy", identity, request);
  if (statement === undefined) return refused("identity-based policy");
  return { allowed: true, layer: "identity-based policy", statement };
}

function refused(layer: Layer): Decision {
  return { allowed: false, layer, statement: undefined };
}

/** The first statement with the effect that is about the request, and about whoever asks where it says about whom. */
function deciding(
  effect: "Allow" | "Deny",
  layer: Layer | "account",
  policies: readonly Policy[],
  request: AccessRequest,
): string | undefined {
  for (const policy of policies) {
    for (const [index, statement] of policy.statements.entries()) {
      if (statement.Effect !== effect) continue;
      if (layer === "account" || layer === "resource-based policy") {
        const naming = namingOf(statement, request);
        const suffices =
          effect === "Deny" || naming === (layer === "account" ? "by account" : "by name");
        if (naming === undefined || !suffices) continue;
      }
      if (isAbout(statement, policy, request)) {
        return `${policy.name}/${statement.Sid ?? String(index + 1)}`;
      }
    }
  }
  return undefined;
}
