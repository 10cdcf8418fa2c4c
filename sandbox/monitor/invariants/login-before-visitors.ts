import { containers, taskType } from "../container";
import { serviceType } from "../healthy-tasks";
import { type Invariant, missing, type Violation } from "../invariant";
import type { Held, Inventory } from "../inventory";
import { mapAt, mapsAt, textAt } from "../read";
import { recordType, ruleType } from "./names-lead-somewhere";
import { deploymentType, servingOf, versionType, workerType } from "./worker-serves";

const applicationType = "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication";
const domainType = "cloudflare:index/workersCustomDomain:WorkersCustomDomain";
const routeType = "cloudflare:index/workersRoute:WorkersRoute";

/** A way to a workload that was told by whose login people come to it. */
interface Way {
  /** A host, or a host and a path pattern. */
  readonly uri: string;
  readonly by: Held;
  readonly audience: string;
}

/** Nobody gets to a workload that asks for a login while that login does not stand before it. */
export const loginBeforeVisitors: Invariant = {
  name: "login-before-visitors",
  types: [
    ...[applicationType, recordType, ruleType, serviceType, taskType],
    ...[domainType, routeType, workerType, versionType, deploymentType],
  ],
  violations: ({ held }) =>
    [...waysToContainers(held), ...waysToWorkers(held)].flatMap((way) => problemOf(way, held)),
};

function problemOf({ uri, by, audience }: Way, held: Inventory): readonly Violation[] {
  const [application] = held.having(applicationType, { aud: audience });
  const destinations =
    application === undefined ? [] : mapsAt(application.properties, "destinations");
  if (destinations.some((destination) => textAt(destination, "uri") === uri)) return [];
  const what = `${uri} leads to what asks for a login, and none stands before it`;
  return [{ what, user: by.urn, needs: application?.urn ?? missing(applicationType, uri) }];
}

function waysToContainers(held: Inventory): readonly Way[] {
  return containers(held).flatMap(({ service, container }) =>
    mapsAt(container, "environment")
      .filter(({ name }) => name === "LOGIN_AUDIENCE")
      .flatMap(({ value }) =>
        hostsOf(service, held)
          .flatMap((name) => held.having(recordType, { name, proxied: true }))
          .map((by) => ({ uri: textAt(by.properties, "name"), by, audience: String(value) })),
      ),
  );
}

/** The hosts by which the load balancer's rules know a service. */
function hostsOf({ properties }: Held, held: Inventory): readonly string[] {
  const groups = mapsAt(properties, "loadBalancers").map((each) => textAt(each, "targetGroupArn"));
  const leadsThere = ({ properties: rule }: Held) =>
    groups.some((group) => JSON.stringify(rule.actions).includes(group));
  const hosts = held
    .ofType(ruleType)
    .filter(leadsThere)
    .flatMap((rule) => mapsAt(rule.properties, "conditions"))
    .flatMap((condition) => (mapAt(condition, "hostHeader").values ?? []) as readonly string[]);
  return [...new Set(hosts)];
}

function waysToWorkers(held: Inventory): readonly Way[] {
  return held.ofType(workerType).flatMap((worker) => {
    const name = textAt(worker.properties, "name");
    const ways = [
      ...held
        .having(domainType, { service: name })
        .map((by) => ({ by, uri: textAt(by.properties, "hostname") })),
      ...held
        .having(routeType, { script: name })
        .map((by) => ({ by, uri: textAt(by.properties, "pattern") })),
    ];
    return audiencesOf(name, held).flatMap((audience) => ways.map((way) => ({ ...way, audience })));
  });
}

/** What the versions that serve were told. */
function audiencesOf(scriptName: string, held: Inventory): readonly string[] {
  const deployment = servingOf(scriptName, held);
  const serving = mapsAt(deployment?.properties ?? {}, "versions").map(
    ({ versionId }) => versionId,
  );
  return held
    .ofType(versionType)
    .filter(({ id }) => serving.includes(id))
    .flatMap(({ properties }) => mapsAt(properties, "bindings"))
    .filter(({ name }) => name === "LOGIN_AUDIENCE")
    .map((binding) => textAt(binding, "text"));
}
