import { has, isRecord, recordsIn } from "../../read";
import type { PolicyResource, Properties } from "../../resource";
import type { StackIndex } from "../../stack-index";

export const accessPolicyTypes: readonly string[] = [
  "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy",
  "cloudflare:index/accessPolicy:AccessPolicy",
];
export const accessApplicationTypes: readonly string[] = [
  "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication",
  "cloudflare:index/accessApplication:AccessApplication",
];

/** The policies that a resource holds: itself, or what an application says without a policy of its own. */
export function policiesIn({ type, props }: PolicyResource): readonly Properties[] {
  if (accessPolicyTypes.includes(type)) return [props];
  // One that says nothing but an id is a resource of its own.
  return recordsIn(props, "policies").filter((policy) => has(policy, "decision"));
}

/** Every policy that lets someone into an application, wherever it stands. */
export function policiesOf(application: PolicyResource, stack: StackIndex): readonly Properties[] {
  return [application, ...stack.targets(application, "policies")].flatMap(policiesIn);
}

/** Where administrators work: the first label of a host, or a path, that says so. */
export function isForAdministrators({ props }: PolicyResource): boolean {
  const uris = recordsIn(props, "destinations").map(({ uri }) => uri);
  return [props.domain, props.name, ...uris].some(
    (text) => typeof text === "string" && /(?:^|[/. -])admin(?:$|[/. -])/i.test(text),
  );
}

/** Whether everyone whom a policy lets in must show that. */
export function requires(policy: Properties, condition: string): boolean {
  return recordsIn(policy, "requires").some((entry) => isRecord(entry[condition]));
}
