import { valueAt } from "../read";
import type { PolicyResource } from "../resource";
import type { StackIndex } from "../stack-index";

const associationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const routeType = "aws:ec2/route:Route";
export const subnetType = "aws:ec2/subnet:Subnet";

/** The gateways that a subnet's routes lead to; `undefined` where it has its network's main table, which nobody declares. */
export function gatewaysOf(
  subnet: PolicyResource,
  stack: StackIndex,
): Readonly<Record<"internet" | "nat", readonly PolicyResource[]>> | undefined {
  const tables = stack
    .referring(subnet, associationType, "subnetId")
    .flatMap((association) => stack.targets(association, "routeTableId"));
  if (tables.length === 0) return undefined;
  const routes = tables.flatMap((table) => stack.referring(table, routeType, "routeTableId"));
  const by = (property: string): readonly PolicyResource[] =>
    routes.flatMap((route) => stack.targets(route, property));
  return { internet: by("gatewayId"), nat: by("natGatewayId") };
}

/** The subnet of a gateway that stands in one; `undefined` for one that stands in every zone. */
export function subnetOf(nat: PolicyResource, stack: StackIndex): PolicyResource | undefined {
  if (valueAt(nat.props, "availabilityMode") === "regional") return undefined;
  const [subnet] = stack.targets(nat, "subnetId").filter(({ type }) => type === subnetType);
  if (subnet === undefined) throw new Error(`"${nat.name}" stands in no subnet of this stack`);
  return subnet;
}
