import { scalingOf, scalingTargetType, serviceType } from "../healthy-tasks";
import { type Invariant, missing, type Moment, type Violation } from "../invariant";
import type { Held, Inventory } from "../inventory";
import { mapAt, mapsAt, textAt } from "../read";

export const recordType = "cloudflare:index/dnsRecord:DnsRecord";
const balancerType = "cloudflare:index/loadBalancer:LoadBalancer";
const poolType = "cloudflare:index/loadBalancerPool:LoadBalancerPool";
const projectType = "cloudflare:index/pagesProject:PagesProject";
const domainType = "cloudflare:index/pagesDomain:PagesDomain";
const originType = "aws:lb/loadBalancer:LoadBalancer";
const listenerType = "aws:lb/listener:Listener";
export const ruleType = "aws:lb/listenerRule:ListenerRule";

/** A name that visitors use leads to a site that answers to it, or to a service with its least number of healthy tasks. */
export const namesLeadSomewhere: Invariant = {
  name: "names-lead-somewhere",
  types: [
    ...[recordType, balancerType, poolType, projectType, domainType],
    ...[originType, listenerType, ruleType, serviceType, scalingTargetType],
  ],
  violations: (moment) =>
    moment.held
      .having(recordType, { proxied: true, type: "CNAME" })
      .flatMap((record) => violationsOf(textAt(record.properties, "name"), record, moment)),
};

/** What is wrong with a name that visitors use, nothing where one of the ways that it may take is sound. */
export function violationsOf(host: string, entry: Held, moment: Moment): readonly Violation[] {
  const ways = waysFrom([entry], moment.held).map(({ user, address, end }) => {
    if (end === undefined) return [nowhere(host, address, user)];
    if (end.type === projectType) return siteProblems(host, user, end, moment);
    return serviceProblems(host, user, end, moment);
  });
  const [first = []] = ways;
  return ways.some((problems) => problems.length === 0) ? [] : first;
}

/** One way from a name to what answers it. */
interface Way {
  /** What decides where it ends: the last that could name something else than a cell's own name or a site. */
  readonly user: Held;
  readonly address: string;
  /** `undefined` where nothing has the address. */
  readonly end: Held | undefined;
}

function waysFrom(path: readonly Held[], held: Inventory): readonly Way[] {
  const [from] = path.slice(-1);
  if (from === undefined) return [];
  return addressesOf(from, held).flatMap(({ last, address }) => {
    const way = last === from ? path : [...path, last];
    const [next] = [
      ...held.having(recordType, { name: address, type: "CNAME" }),
      ...held.having(balancerType, { name: address }),
    ].filter((each) => !way.includes(each));
    if (next !== undefined) return waysFrom([...way, next], held);
    const [end] = [
      ...held.having(originType, { dnsName: address }),
      ...held.having(projectType, { subdomain: address }),
    ];
    const user = (end?.type === originType ? way.at(-2) : undefined) ?? last;
    return [{ user, address, end }];
  });
}

function addressesOf(from: Held, held: Inventory): readonly { last: Held; address: string }[] {
  if (from.type !== balancerType) {
    return [{ last: from, address: textAt(from.properties, "content") }];
  }
  const pools = from.properties.defaultPools as readonly string[];
  return held
    .ofType(poolType)
    .filter(({ id }) => pools.includes(id))
    .sort((one, other) => pools.indexOf(one.id) - pools.indexOf(other.id))
    .flatMap((pool) =>
      mapsAt(pool.properties, "origins").map((origin) => ({
        last: pool,
        address: textAt(origin, "address"),
      })),
    );
}

function nowhere(host: string, address: string, user: Held): Violation {
  const what = `${host} leads to ${address}, and nothing has that name`;
  return { what, user: user.urn, needs: missing("what is called so", address) };
}

/** Before a project knows the name, Pages answers it with error 522. */
function siteProblems(host: string, user: Held, project: Held, { held }: Moment) {
  const [domain] = held.having(domainType, {
    name: host,
    projectName: textAt(project.properties, "name"),
  });
  if (domain !== undefined) return [];
  const what = `${host} leads to the site ${project.id}, which does not know that name`;
  return [{ what, user: user.urn, needs: missing(domainType, host) }];
}

function serviceProblems(host: string, user: Held, origin: Held, { held, tasks }: Moment) {
  const rules = rulesFor(host, held);
  // A name of the platform's own, which no visitor uses.
  if (rules.length === 0) return [];
  const groups = targetGroupsOf(rules, origin, held);
  const services = held
    .ofType(serviceType)
    .filter(({ properties }) =>
      mapsAt(properties, "loadBalancers").some((attachment) =>
        groups.has(textAt(attachment, "targetGroupArn")),
      ),
    );
  if (services.length === 0) {
    const what = `${host} leads to the load balancer ${textAt(origin.properties, "name")}, behind which no service has that name`;
    return [{ what, user: user.urn, needs: missing(serviceType, host) }];
  }
  return services.flatMap((service) => {
    const scaling = scalingOf(service, held);
    const least = tasks.leastOf(service);
    const healthy = tasks.of(service);
    if (healthy >= least) return [];
    const what = `${host} leads to the service ${textAt(service.properties, "name")}, which has ${String(healthy)} healthy tasks of at least ${String(least)}`;
    return [{ what, user: user.urn, needs: (scaling ?? service).urn }];
  });
}

function rulesFor(host: string, held: Inventory): readonly Held[] {
  return held
    .ofType(ruleType)
    .filter(({ properties }) =>
      mapsAt(properties, "conditions").every((condition) =>
        (mapAt(condition, "hostHeader").values as readonly string[] | undefined)?.includes(host),
      ),
    );
}

/** The target groups between which a load balancer's production rule divides requests. */
function targetGroupsOf(
  rules: readonly Held[],
  origin: Held,
  held: Inventory,
): ReadonlySet<string> {
  const listeners = held.having(listenerType, { loadBalancerArn: origin.id }).map(({ id }) => id);
  return new Set(
    rules
      .filter(({ properties }) => listeners.includes(textAt(properties, "listenerArn")))
      .flatMap(({ properties }) => mapsAt(properties, "actions"))
      .flatMap((action) => [
        textAt(action, "targetGroupArn"),
        ...mapsAt(mapAt(action, "forward"), "targetGroups").map((group) => textAt(group, "arn")),
      ]),
  );
}
