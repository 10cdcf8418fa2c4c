import { isRecord, recordsAt } from "../read";
import { between, type Cards, type Described, ownRegion, success, wholeHost } from "./card";

/** AWS's policies that take nothing below TLS 1.2. */
const modernTls: Described = {
  text: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06 and others from TLS 1.2",
  has: (value) => /^ELBSecurityPolicy-(?:TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/.test(String(value)),
};

/** Somebody's own is called `com.amazonaws.vpce.<region>.vpce-svc-…`. */
const ofAws: Described = {
  text: "a service of AWS itself in a region of the environment's",
  has: (value, scope, props) =>
    ownRegion.has(
      /^com\.amazonaws\.([a-z]{2}(?:-[a-z]+)+-\d)\.[a-z0-9.-]+$/.exec(String(value))?.[1],
      scope,
      props,
    ),
};

const keptInProduction: Described = {
  text: "true in production",
  has: (value, { tier }) => value === true || (value === false && tier !== "production"),
};

/** ECS shifts all of it in the end, to either of them; what has no weight has one of 1. */
const oneSide: Described = {
  text: "one target group whose weight is not 0",
  has: (value) =>
    isRecord(value) &&
    recordsAt(value, "targetGroups").filter(({ weight }) => weight !== 0).length === 1,
};

const ownPath: Described = {
  text: "a path of its own",
  has: (value) => typeof value === "string" && /^\/./.test(value),
};

/** Networks, load balancers, certificates. */
export const awsNetworkCards: Cards = {
  "aws:acm/certificate:Certificate": {
    judged: "domainName subjectAlternativeNames tags",
    only: [
      ["domainName", wholeHost, "it would do for every host below"],
      ["subjectAlternativeNames", wholeHost, "it would do for every host below"],
    ],
    must: [["validationMethod", "DNS", "a mail to a domain's owner is answered by who reads it"]],
  },
  "aws:acm/certificateValidation:CertificateValidation": { own: "certificateArn" },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": { own: "vpcId", judged: "tags" },
  "aws:ec2/eip:Eip": { judged: "tags", only: [["domain", "vpc", "AWS gives no other any more"]] },
  "aws:ec2/flowLog:FlowLog": {
    judged: "tags",
    own: "iamRoleArn logDestination vpcId",
    must: [
      ["trafficType", "ALL", "what was let in is what an investigation asks for"],
      ["logDestinationType", "cloud-watch-logs", "the rules on log groups judge where it goes"],
    ],
  },
  "aws:ec2/internetGateway:InternetGateway": { own: "vpcId", judged: "tags" },
  "aws:ec2/managedPrefixList:ManagedPrefixList": {
    judged: "entries { cidr } tags",
    called: "name entries { description }",
    sized: "maxEntries addressFamily",
  },
  "aws:ec2/natGateway:NatGateway": {
    judged: "tags availabilityZoneAddresses { availabilityZone }",
    own: "allocationId subnetId vpcId availabilityZoneAddresses { allocationIds }",
    only: [
      ["availabilityMode", ["regional", "zonal"], "AWS knows no other"],
      ["connectivityType", "public", "a private one leads to networks that join this one"],
    ],
  },
  "aws:ec2/route:Route": {
    own: "routeTableId gatewayId natGatewayId",
    must: [
      ["destinationCidrBlock", "0.0.0.0/0", "another range leads into another network (NET-2)"],
    ],
  },
  "aws:ec2/routeTable:RouteTable": { own: "vpcId", judged: "tags" },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": { own: "routeTableId subnetId" },
  "aws:ec2/securityGroup:SecurityGroup": {
    judged: `ingress { cidrBlocks fromPort toPort protocol }
      egress { cidrBlocks fromPort toPort protocol } tags`,
    own: "vpcId ingress { securityGroups } egress { securityGroups }",
    called: "name description ingress { description } egress { description }",
  },
  "aws:ec2/subnet:Subnet": {
    judged: "availabilityZone cidrBlock tags",
    own: "vpcId",
    must: [
      ["mapPublicIpOnLaunch", false, "whatever starts in it would stand in the internet (NET-2)"],
    ],
  },
  "aws:ec2/vpc:Vpc": {
    judged: "cidrBlock tags",
    only: [
      ["enableDnsHostnames", true, "endpoints' names would lead out of the network"],
      ["enableDnsSupport", true, "endpoints' names would lead out of the network"],
    ],
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    judged: "privateDnsEnabled tags",
    own: "vpcId routeTableIds securityGroupIds subnetIds",
    must: [
      ["serviceName", ofAws, "it joins the network with somebody's (ISO-6)"],
      ["vpcEndpointType", ["Gateway", "Interface"], "others lead to somebody's appliance"],
    ],
  },
  "aws:lb/listener:Listener": {
    judged: "mutualAuthentication { mode } tags",
    own: "certificateArn loadBalancerArn mutualAuthentication { trustStoreArn }",
    must: [
      ["port", 443, "the edge and the firewall know no other door"],
      ["protocol", "HTTPS", "what is sent in clear is read on the way (DAT-8)"],
      ["sslPolicy", modernTls, "older versions are broken (DAT-8)"],
      ["defaultActions.type", "fixed-response", "a host that no rule knows reaches nothing"],
    ],
    only: [
      [
        "mutualAuthentication.ignoreClientCertificateExpiry",
        false,
        "what has ended proves nobody (PRC-17)",
      ],
    ],
    called: "defaultActions { fixedResponse { contentType messageBody statusCode } }",
  },
  "aws:lb/listenerRule:ListenerRule": {
    judged: "tags",
    own: "listenerArn actions { targetGroupArn forward { targetGroups { arn } } }",
    must: [["actions.type", "forward", "ECS moves traffic by forwarding alone"]],
    only: [
      ["actions.forward", oneSide, "customers would get what is not tested yet"],
      ["conditions.hostHeader.values", wholeHost, "one service would answer for every other"],
      ["conditions.httpHeader.httpHeaderName", "x-release-test", "only tests ask by a header"],
    ],
    free: {
      "one of them has all": "actions { forward { targetGroups { weight } } }",
      "any value of the tests' header is a test": "conditions { httpHeader { values } }",
      "two rules of one listener can't have the same": "priority",
    },
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    judged: "tags",
    own: "accessLogs { bucket } securityGroups subnets",
    must: [
      ["accessLogs.enabled", true, "after an incident they say what was taken (ACC-15)"],
      [
        "dropInvalidHeaderFields",
        true,
        "a service and its load balancer read them differently (PRC-25)",
      ],
      ["enableDeletionProtection", keptInProduction, "every name points to it (PRC-10)"],
      ["loadBalancerType", "application", "another one asks nobody for a certificate"],
    ],
    only: [["internal", false, "the edge would reach nobody"]],
    called: "name",
    free: { "it moves traffic out of a zone that fails": "enableZonalShift" },
  },
  "aws:lb/targetGroup:TargetGroup": {
    judged: "tags",
    own: "vpcId",
    must: [
      ["protocol", "HTTP", "another one asks tasks for no path that says how they are"],
      ["healthCheck.path", ownPath, "a page may answer while its database does not (REL-20)"],
      ["targetType", "ip", "a function or another load balancer would stand behind it"],
      ["healthCheck.matcher", success, "a task that answers with errors would be healthy"],
    ],
    only: [
      ["healthCheck.enabled", true, "nobody would ask its targets (REL-20)"],
      ["healthCheck.interval", between(5, 60), "a task that is broken would be kept (REL-20)"],
      [
        "healthCheck.unhealthyThreshold",
        between(2, 5),
        "a task that is broken would be kept (REL-20)",
      ],
    ],
    called: "name",
    sized: `deregistrationDelay healthCheck { healthyThreshold timeout }`,
    free: { "the tasks' own port is asked, whatever stands here": "port" },
  },
};
