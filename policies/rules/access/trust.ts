import { asList, isRecord, isText, statementsAt } from "../../read";
import type { PolicyResource } from "../../resource";

export const roleType = "aws:iam/role:Role";
export const githubIssuer = "token.actions.githubusercontent.com";

/** A statement that lets someone assume a role. */
export interface TrustStatement {
  /** Principals by kind: `AWS`, `Service`, `Federated`; `*` is an AWS principal. */
  readonly principals: ReadonlyMap<string, readonly string[]>;
  readonly conditions: readonly TrustCondition[];
}

export interface TrustCondition {
  /** For example `StringEquals`. */
  readonly operator: string;
  /** Condition key in lower case: IAM does not tell cases apart. */
  readonly key: string;
  readonly values: readonly string[];
}

/** Many rules read the trust of one role. */
const remembered = new WeakMap<PolicyResource, readonly TrustStatement[]>();

/** The statements of a role's trust policy that allow something. */
export function trustsOf(role: PolicyResource): readonly TrustStatement[] {
  let trusts = remembered.get(role);
  if (trusts === undefined) remembered.set(role, (trusts = readTrusts(role)));
  return trusts;
}

function readTrusts({ props }: PolicyResource): readonly TrustStatement[] {
  return statementsAt(props, "assumeRolePolicy")
    .filter((statement) => statement.Effect !== "Deny")
    .map((statement) => ({
      principals: principalsOf(statement.Principal ?? "*"),
      conditions: conditionsOf(statement.Condition),
    }));
}

/** Those of them by which GitHub's tokens come in. */
export function githubTrustsOf(role: PolicyResource): readonly TrustStatement[] {
  return trustsOf(role).filter(({ principals }) =>
    (principals.get("Federated") ?? []).some((principal) =>
      principal.toLowerCase().includes(githubIssuer),
    ),
  );
}

/** Values that a claim must equal; an operator that takes patterns does as well, its values are judged. */
export function claimValues(
  { conditions }: TrustStatement,
  claim: string,
  operators: readonly string[] = ["StringEquals"],
): readonly string[] {
  return conditions
    .filter(
      ({ operator, key }) => operators.includes(operator) && key === `${githubIssuer}:${claim}`,
    )
    .flatMap(({ values }) => values);
}

function principalsOf(principal: unknown): ReadonlyMap<string, readonly string[]> {
  if (!isRecord(principal)) return new Map([["AWS", asList(principal).map(String)]]);
  return new Map(
    Object.entries(principal).map(([kind, value]) => [kind, asList(value).map(String)]),
  );
}

function conditionsOf(condition: unknown): readonly TrustCondition[] {
  if (!isRecord(condition)) return [];
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).map(([key, value]) => ({
      operator,
      key: key.toLowerCase(),
      values: asList(value).map((item) => (isText(item) ? item : String(item))),
    })),
  );
}
