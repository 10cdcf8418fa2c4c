import { expect } from "chai";
import { Network } from "../../../components/network/network";
import type { NetworkSpec } from "../../../blueprint/network";
import { zonesOf } from "../../../blueprint/subnets";
import { record } from "../../support/record";
import {
  accountId,
  boundaryArn,
  context,
  documentIn,
  keyArn,
  providers,
  tags,
  unknownInputs,
} from "../../support/region";

const spec: NetworkSpec = {
  cidr: "10.20.0.0/16",
  zones: zonesOf("10.20.0.0/16", ["eu-west-1a", "eu-west-1b"]),
  nat: "regional",
  interfaceEndpoints: ["ecr.api", "logs"],
  flowLogRetentionDays: 30,
};

const declare = (overrides: Partial<NetworkSpec> = {}) =>
  record(() => new Network("network", { spec: { ...spec, ...overrides }, context }, providers()));

type Recorded = Awaited<ReturnType<typeof declare>>;

const idOf = (recorded: Recorded, type: string, name: string) => recorded.one(type, name).id;
const outputsOf = (recorded: Recorded) => recorded.outputs("platform:aws:Network");

/** Where the private subnet of a zone sends what is not for the network. */
function privateWayOut(recorded: Recorded, zone: string): unknown {
  const association = recorded.inputs(
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    `network-private-${zone}-association`,
  );
  expect(association.subnetId).to.equal(
    idOf(recorded, "aws:ec2/subnet:Subnet", `network-private-${zone}`),
  );
  const route = recorded
    .ofType("aws:ec2/route:Route")
    .find(({ inputs }) => inputs.routeTableId === association.routeTableId);
  return route?.inputs.natGatewayId;
}

describe("Network", () => {
  it("has a public and a private subnet in each zone, and no address given out by itself", async () => {
    const recorded = await declare();
    const subnets = recorded.ofType("aws:ec2/subnet:Subnet").map(({ inputs }) => inputs);
    expect(
      subnets.map(({ availabilityZone, cidrBlock }) => [availabilityZone, cidrBlock]),
    ).to.deep.equal([
      ["eu-west-1a", "10.20.240.0/24"],
      ["eu-west-1b", "10.20.241.0/24"],
      ["eu-west-1a", "10.20.0.0/20"],
      ["eu-west-1b", "10.20.16.0/20"],
    ]);
    expect(subnets.every((subnet) => subnet.mapPublicIpOnLaunch === false)).to.equal(true);
    expect(outputsOf(recorded).privateSubnetIds).to.deep.equal(
      ["eu-west-1a", "eu-west-1b"].map((zone) =>
        idOf(recorded, "aws:ec2/subnet:Subnet", `network-private-${zone}`),
      ),
    );
  });

  it("gives a regional gateway an address of ours in each zone", async () => {
    const recorded = await declare();
    const gateway = recorded.one("aws:ec2/natGateway:NatGateway");
    const addresses = recorded.ofType("aws:ec2/eip:Eip");
    expect(gateway.inputs).to.deep.include({
      availabilityMode: "regional",
      vpcId: outputsOf(recorded).vpcId,
      availabilityZoneAddresses: [
        { availabilityZone: "eu-west-1a", allocationIds: [addresses[0].id] },
        { availabilityZone: "eu-west-1b", allocationIds: [addresses[1]?.id] },
      ],
    });
    expect(gateway.inputs).to.not.have.any.keys("subnetId", "allocationId");
    expect(outputsOf(recorded).natAddresses).to.deep.equal(
      addresses.map(({ outputs }) => outputs.publicIp),
    );
    expect(privateWayOut(recorded, "eu-west-1b")).to.equal(gateway.id);
  });

  it("stands a zonal gateway into the first zone's public subnet", async () => {
    const recorded = await declare({ nat: "zonal" });
    const gateway = recorded.one("aws:ec2/natGateway:NatGateway");
    const address = recorded.one("aws:ec2/eip:Eip");
    expect(gateway.inputs).to.include({
      availabilityMode: "zonal",
      subnetId: idOf(recorded, "aws:ec2/subnet:Subnet", "network-public-eu-west-1a"),
      allocationId: address.id,
    });
    expect(outputsOf(recorded).natAddresses).to.deep.equal([address.outputs.publicIp]);
    expect(privateWayOut(recorded, "eu-west-1b")).to.equal(gateway.id);
  });

  it("leaves the default security group empty", async () => {
    const recorded = await declare();
    expect(recorded.inputs("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")).to.deep.include({
      vpcId: outputsOf(recorded).vpcId,
      ingress: [],
      egress: [],
    });
  });

  it("logs every flow, encrypted, for as long as the tier says", async () => {
    const recorded = await declare();
    const logGroup = recorded.one("aws:cloudwatch/logGroup:LogGroup");
    const role = recorded.one("aws:iam/role:Role");
    expect(logGroup.inputs).to.include({ retentionInDays: 30, kmsKeyId: keyArn });
    expect(recorded.inputs("aws:ec2/flowLog:FlowLog")).to.include({
      vpcId: outputsOf(recorded).vpcId,
      trafficType: "ALL",
      logDestination: logGroup.outputs.arn,
      iamRoleArn: role.outputs.arn,
    });
    expect(role.inputs.permissionsBoundary).to.equal(boundaryArn);
    expect(documentIn(role.inputs.assumeRolePolicy).Statement[0]?.Condition).to.deep.equal({
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:aws:ec2:eu-west-1:${accountId}:vpc-flow-log/*` },
    });
  });

  it("reaches S3 from every private subnet without NAT", async () => {
    const recorded = await declare({ interfaceEndpoints: [] });
    expect(recorded.inputs("aws:ec2/vpcEndpoint:VpcEndpoint")).to.deep.include({
      serviceName: "com.amazonaws.eu-west-1.s3",
      vpcEndpointType: "Gateway",
      routeTableIds: outputsOf(recorded).privateRouteTableIds,
    });
    recorded.expectNone("aws:ec2/securityGroup:SecurityGroup");
  });

  it("reaches the tier's services by endpoints that answer TLS from the network alone", async () => {
    const recorded = await declare();
    const group = recorded.one("aws:ec2/securityGroup:SecurityGroup");
    expect(
      recorded.inputs("aws:ec2/vpcEndpoint:VpcEndpoint", "network-endpoint-logs"),
    ).to.deep.include({
      serviceName: "com.amazonaws.eu-west-1.logs",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: outputsOf(recorded).privateSubnetIds,
      securityGroupIds: [group.id],
    });
    expect(recorded.inputs("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).to.include(
      { securityGroupId: group.id, fromPort: 443, toPort: 443, cidrIpv4: spec.cidr },
    );
    recorded.expectNone("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
  });

  it("carries the environment's tags on everything that can have some, and nothing unknown", async () => {
    const untaggable = /:(?:Route|RouteTableAssociation|RolePolicy)$/;
    const recorded = await declare();
    const taggable = recorded.all.filter(
      ({ type }) => type.startsWith("aws:") && !untaggable.test(type),
    );
    expect(taggable).to.have.length.greaterThan(15);
    for (const { name, inputs } of taggable) expect(inputs.tags, name).to.include(tags);
    expect(unknownInputs(recorded)).to.deep.equal([]);
  });

  it("refuses to be built without a zone", async () => {
    const message = await declare({ zones: [] }).then(() => "built", String);
    expect(message).to.include("network 10.20.0.0/16 needs at least one zone");
  });
});
