import { expect } from "chai";
import type { PolicyResource, PolicyStack } from "../../policies/resource";
import { type Estate, recordEstate, stackIn, verdictsOn, withStack } from "./mutations/estate";
import { replaceAt } from "./support/replace";

type Change = (resource: PolicyResource, urnOf: (name: string) => string) => PolicyResource;

/** What somebody changes in production, and the path that it opens or cuts. */
interface Deed {
  readonly title: string;
  readonly name: string;
  readonly change: Change;
  /** Whether it stands beside what is there, and not in its place. */
  readonly isMore?: boolean;
  readonly path: string;
}

const set =
  (path: string, value: unknown): Change =>
  (resource) => ({
    ...resource,
    props: replaceAt(resource.props, path.split("."), () => value) as PolicyResource["props"],
  });

/** The property made from the resources of these names as well. */
const from =
  (property: string, ...names: readonly string[]): Change =>
  (resource, urnOf) => ({
    ...resource,
    propertyDependencies: {
      ...resource.propertyDependencies,
      [property]: [...(resource.propertyDependencies[property] ?? []), ...names.map(urnOf)],
    },
  });

const of =
  (type: string, props: PolicyResource["props"]): Change =>
  (resource) => ({ ...resource, type, props });

const network = "production-home-network";
const tableOf = (side: string): string => `${network}-${side}-eu-west-1a-routes`;

const deeds: readonly Deed[] = [
  {
    title: "a rule for half of the internet beside that for the edge",
    name: "production-blue-from-callers-ipv4",
    change: (rule) => ({ ...rule, props: { ...rule.props, cidrIpv4: "0.0.0.0/1" } }),
    isMore: true,
    path: '0.0.0.0/1 → ingress rule "production-blue-from-callers-ipv4-2" → load balancer "production-blue-load-balancer":443',
  },
  {
    title: "the internet among the edge's addresses, as IPv6 maps it",
    name: "production-blue-callers-ipv6",
    change: set("entries.0.cidr", "::ffff:0:0/96"),
    path: '::ffff:0:0/96 → ingress rule "production-blue-from-callers-ipv6" → load balancer "production-blue-load-balancer":443',
  },
  {
    title: "every protocol for the load balancer",
    name: "production-blue-admin-firewall",
    change: set("ingress.0.protocol", "-1"),
    path: '"production-blue-security-group" → ingress[0] of "production-blue-admin-firewall" → service "production-blue-admin-service":every port',
  },
  {
    title: "a task that stands in the endpoints' group as well",
    name: "production-blue-admin-service",
    change: from("networkConfiguration", `${network}-endpoints`),
    path: `10.30.0.0/16 → ingress rule "${network}-endpoints-from-network" → service "production-blue-admin-service":443`,
  },
  {
    title: "a task's way out by every port",
    name: "production-blue-admin-firewall",
    change: set("egress.0.fromPort", 1),
    path: 'service "production-blue-admin-service" → egress[0] of "production-blue-admin-firewall" → 0.0.0.0/0:1-443',
  },
  {
    title: "a table by which the internet comes to tasks as well",
    name: `${network}-private-eu-west-1a-association`,
    change: from("routeTableId", tableOf("public")),
    path: `internet → internet gateway "${network}-internet" → subnet "${network}-private-eu-west-1a" → it`,
  },
  {
    title: "tasks without a table of their own",
    name: `${network}-private-eu-west-1a-association`,
    change: (association) => ({ ...association, propertyDependencies: {} }),
    path: `subnet "${network}-private-eu-west-1a", which has its network's main route table`,
  },
  {
    title: "the database for another network, as IPv6 translates it",
    name: "production-app-project",
    change: set("settings.allowedIps.ips.0", "64:ff9b::a14:0/112"),
    path: '64:ff9b::a14:0/112 → database "production-app-project":5432',
  },
  {
    title: "an origin's name that is nobody's any more",
    name: "production-entrance-dns-live",
    change: set("content", "gone.example.net"),
    path: "live.acme.example → gone.example.net",
  },
  {
    title: "one region behind both pools",
    name: "production-entrance-dns-recovery",
    change: set("content", "blue.acme.example"),
    path: "leads to eu-west-1, and nowhere when that fails",
  },
  ...[
    ["a network's access list", "aws:ec2/networkAcl:NetworkAcl"],
    ["a function's own address", "aws:lambda/functionUrl:FunctionUrl"],
    ["a second set of tasks", "aws:ecs/taskSet:TaskSet"],
    ["a second door to a bucket", "aws:s3/accessPoint:AccessPoint"],
    ["a network that joins this one", "aws:ec2/vpcPeeringConnection:VpcPeeringConnection"],
    ["a rule of the superseded kind", "aws:ec2/securityGroupRule:SecurityGroupRule"],
  ].map(([title = "", type = ""]) => ({
    title,
    name: `${network}-vpc`,
    change: of(type, {}),
    isMore: true,
    path: `${type} "${network}-vpc-2" is of a type that has no card`,
  })),
];

describe("what reaches what in production", () => {
  let estate: Estate;
  before(async () => {
    estate = await recordEstate();
  });

  for (const { title, name, change, isMore = false, path } of deeds) {
    it(`is told where there is ${title}`, () => {
      const { stack, resources } = stackIn(estate, "production");
      const named = (wanted: string): PolicyResource => {
        const found = resources.find((resource) => resource.name === wanted);
        if (found === undefined) throw new Error(`production has no ${wanted}`);
        return found;
      };
      const before = named(name);
      const after = change(before, (each) => named(each).urn);
      const changed: PolicyStack = {
        stack,
        resources: isMore
          ? [...resources, { ...after, name: `${name}-2`, urn: `${before.urn}-2` }]
          : resources.map((resource) => (resource === before ? after : resource)),
      };
      const verdicts = verdictsOn(withStack(estate, "production", changed), "production");
      const messages = verdicts
        .filter(({ status }) => status === "violated")
        .map(({ message }) => message);
      expect(messages.join("\n")).to.include(path);
    });
  }
});
