import { ownEnvironments } from "../../environments";
import { MentionFinder, isAllowed } from "../../mentions";
import { optional, recordsAt, textAt, textsAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { resourceRule, type Scope, violationOf } from "../../rule";

/** The host names that each type declares. */
const hostsOf: Readonly<Record<string, (resource: PolicyResource) => readonly string[]>> = {
  "aws:acm/certificate:Certificate": ({ props }) => [
    textAt(props, "domainName"),
    ...(optional(textsAt, props, "subjectAlternativeNames") ?? []),
  ],
  "cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls": ({ props }) =>
    recordsAt(props, "configs").map((config) => textAt(config, "hostname")),
  "cloudflare:index/certificatePack:CertificatePack": ({ props }) => textsAt(props, "hosts"),
  "cloudflare:index/dnsRecord:DnsRecord": ({ props }) => [textAt(props, "name")],
  "cloudflare:index/loadBalancer:LoadBalancer": ({ props }) => [textAt(props, "name")],
  "cloudflare:index/pagesDomain:PagesDomain": ({ props }) => [textAt(props, "name")],
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain": ({ props }) => [
    textAt(props, "hostname"),
  ],
  "cloudflare:index/workersRoute:WorkersRoute": ({ props }) => [
    textAt(props, "pattern")
      .replace(/^https?:\/\//, "")
      .replace(/\/.*$/, ""),
  ],
};

export const hostnameIsolate = resourceRule({
  id: "hostname-isolate",
  severity: "critical",
  title: "A record, route or domain lies under its environment's own host names",
  why: "a record decides who answers for a name",
  source: "ISO-9",
  fix: "Use a name under the environment's own host.",
  waivable: "never",
  types: Object.keys(hostsOf),
  check(resource, scope) {
    const hosts = (hostsOf[resource.type]?.(resource) ?? []).map((host) => host.replace(/\.$/, ""));
    return violationOf(hosts.flatMap((host) => objectionTo(host, resource.type, scope) ?? []));
  },
});

function objectionTo(host: string, type: string, scope: Scope): string | undefined {
  const own = ownEnvironments(scope.environment).map((each) => each.name);
  const owner = MentionFinder.of(scope.data).ownerOfHost(host);
  if (owner === undefined) return `declares "${host}", which is no environment's host`;
  // A pack holds its zone's own name, whoever declares it.
  const isShared = type.includes("certificatePack") && !host.startsWith("*") && own.includes(owner);
  if (
    owner !== scope.environment.name &&
    !isShared &&
    !isAllowed(scope, type, { kind: "host", owners: [owner] })
  ) {
    return `declares "${host}", which is ${owner}'s`;
  }
  // A certificate for every name serves nobody by itself; a record or a route does.
  if (!host.startsWith("*") || /certificate/i.test(type)) return undefined;
  const captured = capturedBy(host, scope);
  return captured === undefined
    ? undefined
    : `declares "${host}", which also answers for ${captured}`;
}

/** A host of another environment that the wildcard covers. */
function capturedBy(wildcard: string, { environment, data }: Scope): string | undefined {
  const suffix = wildcard.replace(/^\*/, "");
  const own = ownEnvironments(environment).map((each) => each.name);
  return [...data.environments.values()]
    .filter(({ name }) => !own.includes(name))
    .flatMap(({ hosts }) => hosts)
    .find((host) => host.endsWith(suffix));
}
