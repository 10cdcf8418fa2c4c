import { oncePerObject } from "../once";
import { asList, isText, recordsIn, textAt, textsAmong, valueAt } from "../read";
import type { PolicyResource } from "../resource";
import { recordType } from "../rules/edge/records";
import type { StackIndex } from "../stack-index";
import { loadBalancerType } from "./placements";

export const edgeBalancerType = "cloudflare:index/loadBalancer:LoadBalancer";

/** What a name leads to at last. */
interface Lead {
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

/** What answers for each host that people know. */
export const answerersIn = oncePerObject((stack: StackIndex) => {
  const byHost = new Map<string, PolicyResource[]>();
  for (const [type, read] of Object.entries(hostsBy)) {
    for (const resource of stack.ofType(type)) {
      for (const host of read(resource).map((each) => each.toLowerCase())) {
        byHost.set(host, [...(byHost.get(host) ?? []), resource]);
      }
    }
  }
  return byHost;
});

export const routeType = "cloudflare:index/workersRoute:WorkersRoute";
export const listenerRuleType = "aws:lb/listenerRule:ListenerRule";

/** What answers for hosts that people know, and how it says which. */
export const hostsBy: Readonly<Record<string, (resource: PolicyResource) => readonly string[]>> = {
  [listenerRuleType]: hostsOf,
  "cloudflare:index/pagesDomain:PagesDomain": ({ props }) => [textAt(props, "name")],
  [routeType]: ({ props: { pattern } }) =>
    isText(pattern) ? [pattern.replace(/^https?:\/\//, "").replace(/\/.*$/, "")] : [],
};

/** Hosts for which a listener's rule answers. */
export function hostsOf({ props }: PolicyResource): readonly string[] {
  return textsAmong(
    recordsIn(props, "conditions").flatMap((each) => asList(valueAt(each, "hostHeader.values"))),
    "hostHeader.values",
  );
}

/** A name as every resolver takes it. */
function nameAt({ props }: PolicyResource, path: string): string {
  return textAt(props, path).toLowerCase().replace(/\.$/, "");
}
