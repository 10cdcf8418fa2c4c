import { type Cards, called, sized, success, wholeHost } from "./card";

/** Networks, load balancers, certificates. */
export const awsNetworkCards: Cards = {
  "aws:acm/certificate:Certificate": {
    judged: "domainName subjectAlternativeNames tags",
    must: [["validationMethod", "DNS", "a mail to a domain's owner is answered by who reads it"]],
  },
  "aws:acm/certificateValidation:CertificateValidation": { own: "certificateArn" },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    own: "vpcId",
    judged: "tags",
  },
  "aws:ec2/eip:Eip": { judged: "tags", only: [["domain", "vpc", "AWS gives no other any more"]] },
  "aws:ec2/flowLog:FlowLog": {
    judged: "logDestination tags",
    own: "iamRoleArn vpcId",
    must: [
      ["trafficType", "ALL", "what was let in is what an investigation asks for"],
      ["logDestinationType", "cloud-watch-logs", "the rules on log groups judge where it goes"],
    ],
  },
  "aws:ec2/internetGateway:InternetGateway": { own: "vpcId", judged: "tags" },
  "aws:ec2/managedPrefixList:ManagedPrefixList": {
    judged: "entries { cidr } tags",
    free: { [called]: "name entries { description }", [sized]: "maxEntries addressFamily" },
  },
  "aws:ec2/natGateway:NatGateway": {
    judged: "availabilityMode tags",
    own: "allocationId subnetId vpcId availabilityZoneAddresses { allocationIds }",
    only: [["connectivityType", "public", "a private one leads to networks that join this one"]],
    free: { "a zone is one of its region": "availabilityZoneAddresses { availabilityZone }" },
  },
  "aws:ec2/route:Route": {
    judged: "destinationCidrBlock",
    own: "routeTableId gatewayId natGatewayId",
  },
  "aws:ec2/routeTable:RouteTable": { own: "vpcId", judged: "tags" },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": { own: "routeTableId subnetId" },
  "aws:ec2/securityGroup:SecurityGroup": {
    judged: `ingress { cidrBlocks fromPort toPort protocol }
      egress { cidrBlocks fromPort toPort protocol } tags`,
    own: "vpcId ingress { securityGroups } egress { securityGroups }",
    free: { [called]: "name description ingress { description } egress { description }" },
  },
  "aws:ec2/subnet:Subnet": {
    judged: "availabilityZone mapPublicIpOnLaunch tags",
    own: "vpcId",
    free: { "it lies in its network's range, which rules judge": "cidrBlock" },
  },
  "aws:ec2/vpc:Vpc": {
    judged: "cidrBlock tags",
    free: { "names are asked inside the network alone": "enableDnsHostnames enableDnsSupport" },
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    judged: "serviceName tags",
    own: "vpcId routeTableIds securityGroupIds subnetIds",
    only: [["vpcEndpointType", ["Gateway", "Interface"], "others lead to somebody's appliance"]],
    free: { "names are asked inside the network alone": "privateDnsEnabled" },
  },
  "aws:lb/listener:Listener": {
    judged: "protocol sslPolicy mutualAuthentication { mode ignoreClientCertificateExpiry } tags",
    own: "certificateArn loadBalancerArn mutualAuthentication { trustStoreArn }",
    must: [
      ["port", 443, "the edge and the firewall know no other door"],
      ["defaultActions.type", "fixed-response", "a host that no rule knows reaches nothing"],
    ],
    free: {
      [called]: "defaultActions { fixedResponse { contentType messageBody statusCode } }",
    },
  },
  "aws:lb/listenerRule:ListenerRule": {
    judged: "tags",
    own: "listenerArn actions { targetGroupArn forward { targetGroups { arn } } }",
    must: [
      ["actions.type", "forward", "ECS moves traffic by forwarding alone"],
      ["conditions.hostHeader?.values", wholeHost, "one service would answer for every other"],
    ],
    only: [
      ["conditions.httpHeader.httpHeaderName", "x-release-test", "only tests ask by a header"],
    ],
    free: {
      "ECS sets them in every deployment": "actions { forward { targetGroups { weight } } }",
      "any value of the tests' header is a test": "conditions { httpHeader { values } }",
      "two rules of one listener can't have the same": "priority",
    },
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    judged: `accessLogs { bucket enabled } dropInvalidHeaderFields enableDeletionProtection internal
      loadBalancerType tags`,
    own: "securityGroups subnets",
    free: { [called]: "name", "it moves traffic out of a zone that fails": "enableZonalShift" },
  },
  "aws:lb/targetGroup:TargetGroup": {
    judged: "protocol healthCheck { enabled path } tags",
    own: "vpcId",
    must: [
      ["targetType", "ip", "a function or another load balancer would stand behind it"],
      ["healthCheck.matcher", success, "a task that answers with errors would be healthy"],
    ],
    free: {
      [called]: "name",
      [sized]: `deregistrationDelay healthCheck { healthyThreshold interval timeout unhealthyThreshold }`,
      "the tasks' own port is asked, whatever stands here": "port",
    },
  },
};
