import type { ModelValues } from "../../model";
import { scalingOf, scalingTargetType, serviceType } from "../healthy-tasks";
import { type Invariant, missing, type Moment, type Violation } from "../invariant";
import type { Held, Inventory } from "../inventory";
import { mapAt, mapsAt, textAt } from "../read";

const recordType = "cloudflare:index/dnsRecord:DnsRecord";
const balancerType = "cloudflare:index/loadBalancer:LoadBalancer";
const poolType = "cloudflare:index/loadBalancerPool:LoadBalancerPool";
const projectType = "cloudflare:index/pagesProject:PagesProject";
const domainType = "cloudflare:index/pagesDomain:PagesDomain";
const originType = "aws:lb/loadBalancer:LoadBalancer";
const listenerType = "aws:lb/listener:Listener";
const ruleType = "aws:lb/listenerRule:ListenerRule";

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

/** What is wrong with a name, none where one of the ways that it may take is sound. */
function violationsOf(host: string, entry: Held, moment: Moment): readonly Violation[] {
  const ways = waysFrom(entry, moment.held).map(({ last, end }) =>
    end === undefined
      ? [nowhere(host, last)]
      : end.type === projectType
        ? siteProblems(host, last, end, moment)
        : serviceProblems(host, last, end, moment),
  );
  const [first = []] = ways;
  return ways.some((problems) => problems.length === 0) ? [] : first;
}

/** The end of one way, and the last thing before it that names it. */
interface Way {
  readonly last: Held;
  /** `undefined` where nothing has the name. */
  readonly end: Held | undefined;
}

function waysFrom(from: Held, held: Inventory): readonly Way[] {
  return addressesOf(from, held).flatMap(({ last, address }) => {
    const [next] = [
      ...held.having(recordType, { name: address, type: "CNAME" }),
      ...held.having(balancerType, { name: address }),
    ].filter((each) => each !== from);
    if (next !== undefined) return waysFrom(next, held);
    const [end] = [
      ...held.having(originType, { dnsName: address }),
      ...held.having(projectType, { subdomain: address }),
    ];
    return [{ last, end }];
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

function nowhere(host: string, last: Held): Violation {
  const address = addressIn(last.properties);
  return {
    what: `${host} leads to ${address}, and nothing has that name`,
    user: last.urn,
    needs: missing("what is called", address),
  };
}

function addressIn(properties: ModelValues): string {
  return textAt(properties, "content") || textAt(mapsAt(properties, "origins")[0] ?? {}, "address");
}

/** Before a project knows the name, Pages answers it with error 522. */
function siteProblems(host: string, last: Held, project: Held, { held }: Moment) {
  const [domain] = held.having(domainType, {
    name: host,
    projectName: textAt(project.properties, "name"),
  });
  if (domain !== undefined) return [];
  const what = `${host} leads to the site ${project.id}, which does not know that name`;
  return [{ what, user: last.urn, needs: missing(domainType, host) }];
}

function serviceProblems(host: string, last: Held, origin: Held, { held, tasks }: Moment) {
  const groups = targetGroupsOf(host, origin, held);
  const services = held
    .ofType(serviceType)
    .filter(({ properties }) =>
      mapsAt(properties, "loadBalancers").some((attachment) =>
        groups.has(textAt(attachment, "targetGroupArn")),
      ),
    );
  if (services.length === 0) {
    const what = `${host} leads to the load balancer ${textAt(origin.properties, "name")}, behind which no service has that name`;
    return [{ what, user: last.urn, needs: missing(serviceType, host) }];
  }
  return services.flatMap((service) => {
    const scaling = scalingOf(service, held);
    const least = Math.max(1, Number(scaling?.properties.minCapacity ?? 0));
    const healthy = tasks.of(service);
    if (healthy >= least) return [];
    const what = `${host} leads to the service ${textAt(service.properties, "name")}, which has ${String(healthy)} healthy tasks of at least ${String(least)}`;
    return [{ what, user: last.urn, needs: (scaling ?? service).urn }];
  });
}

/** The target groups between which the load balancer's production rule for the host divides its requests. */
function targetGroupsOf(host: string, origin: Held, held: Inventory): ReadonlySet<string> {
  const listeners = held.having(listenerType, { loadBalancerArn: origin.id });
  const arns = listeners.map(({ id }) => id);
  const rules = held
    .ofType(ruleType)
    .filter(
      ({ properties }) =>
        arns.includes(textAt(properties, "listenerArn")) &&
        mapsAt(properties, "conditions").every((condition) =>
          (mapAt(condition, "hostHeader").values as readonly string[] | undefined)?.includes(host),
        ),
    );
  return new Set(
    rules.flatMap(({ properties }) =>
      mapsAt(properties, "actions").flatMap((action) => [
        textAt(action, "targetGroupArn"),
        ...mapsAt(mapAt(action, "forward"), "targetGroups").map((group) => textAt(group, "arn")),
      ]),
    ),
  );
}
