import { type Environment, ownEnvironments } from "../../environments";
import { isText, textAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { stackRule, violationOf } from "../../rule";
import type { StackIndex } from "../../stack-index";
import { along } from "../along";

interface Joint {
  /** Property that names what is joined with, which the stack must have made. */
  readonly made?: string;
  /** Values that must be AWS's own where the stack made nothing. */
  readonly ofAws?: RegExp;
  /** Paths of the accounts and principals let in. */
  readonly accounts?: readonly string[];
}

/** What can join two networks. */
const joints: Readonly<Record<string, Joint>> = {
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    made: "serviceName",
    ofAws: /^com\.amazonaws\.[\w-]+\.[\w.-]+$/,
  },
  "aws:ec2/vpcEndpointService:VpcEndpointService": { accounts: ["allowedPrincipals.*"] },
  "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple": {
    accounts: ["principalArn"],
  },
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": {
    made: "peerVpcId",
    accounts: ["peerOwnerId"],
  },
  "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": {
    made: "vpcPeeringConnectionId",
  },
  "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": {
    made: "peerTransitGatewayId",
    accounts: ["peerAccountId"],
  },
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": { made: "transitGatewayId" },
  "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter": {
    made: "transitGatewayAttachmentId",
  },
  "aws:ram/principalAssociation:PrincipalAssociation": { accounts: ["principal"] },
};

/** How the names of services begin that are somebody's own: `com.amazonaws.vpce.<region>.vpce-svc-…`. */
const endpointService = "com.amazonaws.vpce.";

export const networkForbidJoining = stackRule({
  id: "network-forbid-joining",
  severity: "critical",
  title:
    "No peering, transit gateway or endpoint service joins a network with another environment's",
  why: "one network is one environment",
  source: "ISO-6",
  fix: "Join networks of this stack only.",
  waivable: "never",
  types: Object.keys(joints),
  check(resource, { environment }, stack) {
    const joint = joints[resource.type] ?? {};
    return violationOf([
      ...foreignTarget(resource, joint, stack),
      ...foreignAccounts(resource, joint, ownEnvironments(environment)),
    ]);
  },
});

function foreignTarget(
  resource: PolicyResource,
  { made, ofAws }: Joint,
  stack: StackIndex,
): readonly string[] {
  if (made === undefined || stack.targets(resource, made).length > 0) return [];
  const name = textAt(resource.props, made);
  if (ofAws?.test(name) === true && !name.startsWith(endpointService)) return [];
  return [`joins its network with "${name}", which the stack does not declare`];
}

function foreignAccounts(
  { props }: PolicyResource,
  { accounts = [] }: Joint,
  own: readonly Environment[],
): readonly string[] {
  return accounts
    .flatMap((path) => along(props, path))
    .filter((principal) => {
      const account = isText(principal) ? /\b\d{12}\b/.exec(principal)?.[0] : undefined;
      return account === undefined || !own.some((each) => each.accounts.includes(account));
    })
    .map((principal) => `lets ${isText(principal) ? principal : "nobody known"} into its network`);
}
