import { valuesAt } from "../cards/inputs";
import { isText, numberAt, recordsIn, valueAt } from "../read";
import type { PolicyResource } from "../resource";
import type { StackIndex } from "../stack-index";
import { groupType } from "./group-rules";
import { subnetType } from "./routes";

/** What stands in a network with an address of its own. */
export type Kind = "load balancer" | "service" | "function" | "task" | "endpoint";

export interface Placement {
  readonly kind: Kind;
  readonly resource: PolicyResource;
}

interface Place {
  readonly kind: Kind;
  /** Properties that name its groups and its subnets. */
  readonly groups: string;
  readonly subnets: string;
}

export const loadBalancerType = "aws:lb/loadBalancer:LoadBalancer";

const places: Readonly<Record<string, Place>> = {
  [loadBalancerType]: { kind: "load balancer", groups: "securityGroups", subnets: "subnets" },
  "aws:ecs/service:Service": {
    kind: "service",
    groups: "networkConfiguration",
    subnets: "networkConfiguration",
  },
  "aws:lambda/function:Function": { kind: "function", groups: "vpcConfig", subnets: "vpcConfig" },
  "aws:scheduler/schedule:Schedule": { kind: "task", groups: "target", subnets: "target" },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    kind: "endpoint",
    groups: "securityGroupIds",
    subnets: "subnetIds",
  },
};

/** Where the subnets stand by themselves. */
const leaves: Readonly<Record<string, string>> = {
  networkConfiguration: "networkConfiguration.subnets",
  vpcConfig: "vpcConfig.subnetIds",
  target: "target.ecsParameters.networkConfiguration.subnets",
};

export const placedTypes = Object.keys(places);

/** Whatever stands behind a group. */
export function membersOf(group: PolicyResource, stack: StackIndex): readonly Placement[] {
  return Object.entries(places).flatMap(([type, { kind, groups }]) =>
    stack.referring(group, type, groups).map((resource) => ({ kind, resource })),
  );
}

/** Where a resource stands; `undefined` for an endpoint that is a route and has no address. */
export function placeOf(
  resource: PolicyResource,
  stack: StackIndex,
):
  | (Pick<Place, "kind"> &
      Readonly<Record<"groups" | "subnets", readonly PolicyResource[]>> & {
        readonly ids: ReadonlySet<unknown>;
      })
  | undefined {
  const place = places[resource.type];
  if (place === undefined) return undefined;
  if (place.kind === "endpoint" && valueAt(resource.props, "vpcEndpointType") !== "Interface")
    return undefined;
  const { kind, groups, subnets } = place;
  return {
    kind,
    groups: stack.targets(resource, groups).filter(({ type }) => type === groupType),
    subnets: stack.targets(resource, subnets).filter(({ type }) => type === subnetType),
    ids: new Set(valuesAt(resource.props, leaves[subnets] ?? subnets).filter(isText)),
  };
}

/** The ports on which a service's containers listen. */
export function containerPorts({ props }: PolicyResource): readonly number[] {
  return recordsIn(props, "loadBalancers").map((each) => numberAt(each, "containerPort"));
}
