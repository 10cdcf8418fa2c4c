import { isText, textAt, textsAmong } from "../read";
import type { PolicyResource } from "../resource";
import { recordType } from "../rules/edge/records";
import type { StackIndex } from "../stack-index";
import { hostsOf, loadBalancerType } from "./placements";

export const edgeBalancerType = "cloudflare:index/loadBalancer:LoadBalancer";

/** What a name leads to at last. */
export interface Lead {
  /** Every name on the way, the record's own first. */
  readonly hops: readonly string[];
  readonly end: PolicyResource | undefined;
}

/** How names end that a provider gives, by the type of the resource that it gives them to. */
const given: Readonly<Record<string, string>> = {
  [loadBalancerType]: ".elb.amazonaws.com",
  "aws:acm/certificate:Certificate": ".acm-validations.aws",
  "cloudflare:index/pagesProject:PagesProject": ".pages.dev",
};

/** Follows a record through those of its stack to what answers; to nothing where a name is nobody's here. */
export function leadOf(record: PolicyResource, stack: StackIndex): Lead {
  const hops = [nameAt(record, "name")];
  let at = record;
  for (;;) {
    const content = nameAt(at, "content");
    hops.push(content);
    const end = stack
      .targets(at, "content")
      .find(({ type }) => type in given && content.endsWith(given[type] ?? ""));
    if (end !== undefined) return { hops, end };
    const [balancer] = stack.holding(edgeBalancerType, "name", content);
    if (balancer !== undefined) return { hops, end: balancer };
    const [next] = stack.holding(recordType, "name", content);
    if (next === undefined || hops.indexOf(content) < hops.length - 1)
      return { hops, end: undefined };
    at = next;
  }
}

/** Hosts for which something of the stack answers: people know them. */
export function servedHosts(stack: StackIndex): ReadonlySet<string> {
  const known = served.get(stack);
  if (known !== undefined) return known;
  const hosts = new Set(
    Object.entries(hostsBy)
      .flatMap(([type, read]) => stack.ofType(type).flatMap(read))
      .map((host) => host.toLowerCase()),
  );
  served.set(stack, hosts);
  return hosts;
}

const served = new WeakMap<StackIndex, ReadonlySet<string>>();

const hostsBy: Readonly<Record<string, (resource: PolicyResource) => readonly string[]>> = {
  "aws:lb/listenerRule:ListenerRule": (rule) => textsAmong(hostsOf(rule), "hostHeader.values"),
  "cloudflare:index/pagesDomain:PagesDomain": ({ props }) => [textAt(props, "name")],
  "cloudflare:index/workersRoute:WorkersRoute": ({ props: { pattern } }) =>
    isText(pattern) ? [pattern.replace(/^https?:\/\//, "").replace(/\/.*$/, "")] : [],
};

/** A name as every resolver takes it. */
function nameAt({ props }: PolicyResource, path: string): string {
  return textAt(props, path).toLowerCase().replace(/\.$/, "");
}
