import { has, isRecord, recordsIn, textsAmong, valueAt } from "../../read";
import type { PolicyResource, Properties } from "../../resource";
import type { StackIndex } from "../../stack-index";

export const accessPolicyTypes: readonly string[] = [
  "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy",
];
export const accessApplicationTypes: readonly string[] = [
  "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication",
];

/** The policies that a resource holds: itself, or what an application says without a policy of its own. */
export function policiesIn({ type, props }: PolicyResource): readonly Properties[] {
  if (accessPolicyTypes.includes(type)) return [props];
  // One that says nothing but an id is a resource of its own.
  return recordsIn(props, "policies").filter((policy) => has(policy, "decision"));
}

/** The policies of its own that an application names. */
export function namedPolicies(
  application: PolicyResource,
  stack: StackIndex,
): readonly PolicyResource[] {
  return stack
    .targets(application, "policies")
    .filter(({ type }) => accessPolicyTypes.includes(type));
}

/** Every policy that lets someone into an application, wherever it stands. */
export function policiesOf(application: PolicyResource, stack: StackIndex): readonly Properties[] {
  return [application, ...namedPolicies(application, stack)].flatMap(policiesIn);
}

/** What an application stands before: hosts, each with or without a path. Destinations override the domain. */
export function urisOf({ props }: PolicyResource): readonly string[] {
  const destinations = recordsIn(props, "destinations");
  return destinations.length === 0
    ? textsAmong([props.domain], "domain")
    : textsAmong(
        destinations.map(({ uri }) => uri),
        "destinations.*.uri",
      );
}

/** Whether it stands before paths alone, each of which says where it begins: a bypass opens these and no more. */
export function isOfNamedPaths(application: PolicyResource): boolean {
  const uris = urisOf(application);
  return uris.length > 0 && uris.every((uri) => /^[^/*]+\/[^/*]+(?:\/|$)/.test(uri));
}

/** Whether a policy asks nobody anything. */
export function isBypass(policy: Properties): boolean {
  return valueAt(policy, "decision") === "bypass";
}

/** Whether a host, or a path, is one that administrators work at: a label of it says so. */
export function saysAdmin(text: string): boolean {
  return /(?:^|[/. -])admin(?:$|[/. -])/i.test(text);
}

/** Where administrators work, but for the paths that are open to everybody. */
export function isForAdministrators(application: PolicyResource): boolean {
  const says = (texts: readonly string[]) => texts.some(saysAdmin);
  if (!says(urisOf(application)) && !says(textsAmong([application.props.name], "name")))
    return false;
  const policies = recordsIn(application.props, "policies");
  return !(policies.length > 0 && policies.every(isBypass) && isOfNamedPaths(application));
}

/** Whether everyone whom a policy lets in must show that. */
export function requires(policy: Properties, condition: string): boolean {
  return recordsIn(policy, "requires").some((entry) => isRecord(entry[condition]));
}
