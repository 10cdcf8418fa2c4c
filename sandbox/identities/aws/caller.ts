import { type Policy, readPolicy } from "../../../iam/policy";
import { accountOf } from "../../../iam/request";
import type { CloudObject } from "../../cloud/object-store";
import type { Account } from "./account";

/** Whoever asks AWS, with what their policies say at this moment. */
export interface Caller {
  /** ARN of the role. */
  readonly principal: string;
  readonly session: string;
  readonly policies: readonly Policy[];
  readonly boundary?: Policy;
}

/** A person with every right in the account, whom only a resource's own policy can refuse. */
export function administratorOf(accountId: string): Caller {
  const statement = { Effect: "Allow", Action: "*", Resource: "*" } as const;
  const policies = [{ name: "AdministratorAccess", statements: [statement], hasVariables: true }];
  return { ...namesOf(accountId, "administrator"), policies };
}

const remembered = new WeakMap<Account, Map<string, Caller | undefined>>();

/**
 * The role as it stands in the emulated cloud, with what is put in it and attached to it.
 *
 * @returns nothing where there is no such role.
 */
export function roleCaller(account: Account, arn: string): Caller | undefined {
  const callers = remembered.get(account) ?? new Map<string, Caller | undefined>();
  remembered.set(account, callers);
  if (!callers.has(arn)) callers.set(arn, readRole(account, arn));
  return callers.get(arn);
}

function readRole(account: Account, arn: string): Caller | undefined {
  const all = (kind: string) => account.all(`aws:iam/${kind}`);
  const role = all("role:Role").find(({ properties }) => properties.arn === arn);
  if (role === undefined) return undefined;
  const name = String(role.properties.name);
  const isOfRole = ({ properties }: CloudObject) => properties.role === name;
  const managed = new Map(
    all("policy:Policy").map((policy) => [String(policy.properties.arn), policy] as const),
  );
  const attached = all("rolePolicyAttachment:RolePolicyAttachment")
    .filter(isOfRole)
    .map(({ properties }) => managedPolicy(managed, String(properties.policyArn)));
  const { permissionsBoundary: bound } = role.properties;
  return {
    ...namesOf(accountOf(arn), name),
    policies: [...all("rolePolicy:RolePolicy").filter(isOfRole).map(policyOf), ...attached],
    ...(typeof bound === "string" && { boundary: managedPolicy(managed, bound) }),
  };
}

/** What a policy says that is not there: nothing, as of one that AWS keeps and the sandbox does not have. */
function managedPolicy(managed: ReadonlyMap<string, CloudObject>, arn: string): Policy {
  const found = managed.get(arn);
  return found === undefined ? { name: arn, statements: [], hasVariables: false } : policyOf(found);
}

function policyOf({ properties: { name, policy } }: CloudObject): Policy {
  return readPolicy(String(name), String(policy));
}

function namesOf(accountId: string, role: string): Pick<Caller, "principal" | "session"> {
  return {
    principal: `arn:aws:iam::${accountId}:role/${role}`,
    session: `arn:aws:sts::${accountId}:assumed-role/${role}/pulumi`,
  };
}
