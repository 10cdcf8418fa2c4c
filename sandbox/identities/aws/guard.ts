import { type Decision, evaluate } from "../../../iam/evaluate";
import type { Account } from "./account";
import { administratorOf, type Caller, roleCaller } from "./caller";
import type { AskedOf } from "../asked";
import { type Requested, requestsFor } from "./requests";
import { awsCalls, awsLookups } from "./table/table";

/** Whoever is not told who asks: an administrator of whichever account it is. */
export type AwsIdentity = "administrator" | { readonly roleArn: string };

/** What AWS says to each of the requests that it does not allow, in their order; none where it does all that is asked. */
export function awsRefusals(
  identity: AwsIdentity,
  account: Account,
  asked: AskedOf,
): readonly string[] {
  const caller = callerOf(identity, account);
  if (caller === undefined) {
    return ["AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity"];
  }
  return requestsOf(account, asked).flatMap((requested) => {
    const decision = decided(caller, account, requested);
    return decision.allowed ? [] : [messageOf(caller, requested, decision)];
  });
}

/** Whether AWS would do one thing. */
export function awsAllows(identity: AwsIdentity, account: Account, requested: Requested): boolean {
  const caller = callerOf(identity, account);
  return caller !== undefined && decided(caller, account, requested).allowed;
}

/** @throws Error for a type of which the table says nothing. */
export function requestsOf(account: Account, asked: AskedOf): readonly Requested[] {
  const row = awsCalls[asked.type] ?? awsLookups[asked.type];
  if (row === undefined) throw new Error(`sandbox/identities/aws/table has no ${asked.type}`);
  return requestsFor(row, { ...asked, attributes: account, find: (arn) => account.find(arn) });
}

function callerOf(identity: AwsIdentity, account: Account): Caller | undefined {
  return identity === "administrator"
    ? administratorOf(account.id)
    : roleCaller(account, identity.roleArn);
}

function decided(caller: Caller, account: Account, requested: Requested): Decision {
  const { principal, session, policies, boundary } = caller;
  const resource = account.policyOf(requested.resource);
  return evaluate(
    {
      identity: policies,
      ...(boundary !== undefined && { boundary }),
      ...(resource !== undefined && { resource }),
      resourceDecides: resource !== undefined && requested.action.startsWith("kms:"),
    },
    {
      ...requested,
      principal,
      session,
      context: { ...requested.context, "aws:PrincipalArn": principal },
    },
  );
}

/** In AWS's own words, and which statement it was where one denies. */
function messageOf(
  { session }: Caller,
  { action, resource }: Requested,
  { layer, statement }: Decision,
): string {
  const because =
    statement === undefined
      ? `because no ${layer} allows the ${action} action`
      : `with an explicit deny in ${layer === "identity-based policy" ? "an" : "a"} ${layer} (${statement})`;
  return `AccessDenied: User: ${session} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
}
