import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { IdentitySpec } from "../../blueprint/environment";
import { physicalName } from "../../blueprint/names";
import type { Tags } from "../../blueprint/tier";
import { breakGlassRoleArn } from "../base/break-glass";
import { deployPolicyArns, deployRoleArns } from "./deploy-roles";

/** The most that any role of an environment can ever do, whatever its own policies say (PRC-1). */
export interface PermissionsBoundaryArgs {
  readonly identity: Pick<IdentitySpec, "product" | "stack">;
  readonly accountId: string;
  /** Regions in which roles may act; services without regions are exempt. */
  readonly allowedRegions: readonly string[];
  /** Whether no role may take away what guards backups, not even to delete the environment. */
  readonly protectData: boolean;
  readonly tags: Tags;
}

/** Services that an environment is built of and runs on. IAM is not among them: its actions are named one by one. */
const services = [
  "acm",
  "application-autoscaling",
  "backup",
  "backup-storage",
  "budgets",
  "ce",
  "chatbot",
  "cloudwatch",
  "ec2",
  "ecr",
  "ecs",
  "elasticloadbalancing",
  "events",
  "kms",
  "lambda",
  "logs",
  "s3",
  "scheduler",
  "secretsmanager",
  "sns",
  "ssmmessages",
  "synthetics",
  "tag",
  "xray",
] as const;

/** Services whose API answers in a region of its own choice. */
const globalServices = ["budgets:*", "ce:*", "chatbot:*", "iam:*", "route53:*", "sts:*"] as const;

/**
 * The boundary names what is allowed and then denies the ways out of it: a role without the boundary, a changed way in,
 * another identity provider, an edited boundary, a stopped trail, an opened vault. What it denies, only the account's
 * administrator does: the first `pulumi up` of an environment is theirs.
 */
export class PermissionsBoundary extends pulumi.ComponentResource {
  public readonly arn: pulumi.Output<string>;

  public constructor(
    name: string,
    args: PermissionsBoundaryArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:aws:PermissionsBoundary", name, {}, opts);
    const { product, stack } = args.identity;

    const policy = new iam.Policy(
      `${name}-policy`,
      {
        name: boundaryName(args.identity),
        description: `The most that a role of ${product} ${stack} can do`,
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [...allowed(args), ...waysOut(args)],
        }),
        tags: args.tags,
      },
      { parent: this },
    );

    this.arn = policy.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** The boundary's ARN without the boundary: previews of pull requests live within their account's own. */
export function permissionsBoundaryArn(
  identity: PermissionsBoundaryArgs["identity"],
  accountId: string,
): string {
  return `arn:aws:iam::${accountId}:policy/${boundaryName(identity)}`;
}

export function boundaryName({ product, stack }: PermissionsBoundaryArgs["identity"]): string {
  return physicalName("policy", product, stack, "boundary");
}

function allowed({ accountId, identity }: PermissionsBoundaryArgs): object[] {
  const ours = (kind: string) => `arn:aws:iam::${accountId}:${kind}/${identity.product}-*`;
  return [
    {
      Sid: "Services",
      Effect: "Allow",
      Action: services.map((service) => `${service}:*`),
      Resource: "*",
    },
    {
      Sid: "PrivateZonesOfEndpoints",
      Effect: "Allow",
      Action: "route53:AssociateVPCWithHostedZone",
      Resource: "*",
    },
    ...ownIdentities(ours),
    {
      Sid: "ServiceLinkedRoles",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: `arn:aws:iam::${accountId}:role/aws-service-role/*`,
    },
  ];
}

/** Roles and policies under the product's name. */
function ownIdentities(ours: (kind: string) => string): object[] {
  return [
    {
      Sid: "ReadIdentities",
      Effect: "Allow",
      Action: ["iam:Get*", "iam:List*", "sts:GetCallerIdentity"],
      Resource: "*",
    },
    {
      Sid: "OwnRoles",
      Effect: "Allow",
      Action: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PassRole",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      Resource: ours("role"),
    },
    {
      Sid: "OwnPolicies",
      Effect: "Allow",
      Action: [
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:SetDefaultPolicyVersion",
        "iam:TagPolicy",
        "iam:UntagPolicy",
      ],
      Resource: ours("policy"),
    },
  ];
}

function waysOut(args: PermissionsBoundaryArgs): object[] {
  return [
    ...widerRights(args),
    ...lostRecords(args),
    {
      Sid: "NoOtherRegion",
      Effect: "Deny",
      NotAction: globalServices,
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": args.allowedRegions } },
    },
  ];
}

/** Roles, boundaries and ways in that reach further than those of the environment. */
function widerRights(args: PermissionsBoundaryArgs): object[] {
  const { accountId, identity } = args;
  const boundary = permissionsBoundaryArn(identity, accountId);
  return [
    {
      Sid: "NoRoleWithoutTheBoundary",
      Effect: "Deny",
      Action: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundary } },
    },
    {
      // A helper made inside the boundary could otherwise let itself, or the world, into a role of people.
      Sid: "NoEditOfTheWaysIn",
      Effect: "Deny",
      NotAction: ["iam:Get*", "iam:List*"],
      Resource: [
        ...Object.values(deployRoleArns(identity, accountId)),
        breakGlassRoleArn(identity, accountId),
      ],
    },
    {
      // A deployment could make itself a helper that says yes in its place.
      Sid: "NoApprovalButTheApprovers",
      Effect: "Deny",
      Action: "ecs:ContinueServiceDeployment",
      Resource: "*",
      Condition: {
        ArnNotEquals: { "aws:PrincipalArn": deployRoleArns(identity, accountId).approve },
      },
    },
    ...changedBounds(args),
  ];
}

/** The boundary, the rights of the deploying role and the way in. */
function changedBounds({ accountId, identity }: PermissionsBoundaryArgs): object[] {
  return [
    {
      Sid: "NoRemovalOfTheBoundary",
      Effect: "Deny",
      Action: "iam:DeleteRolePermissionsBoundary",
      Resource: "*",
    },
    {
      Sid: "NoEditOfTheBoundary",
      Effect: "Deny",
      Action: [
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:SetDefaultPolicyVersion",
      ],
      Resource: [
        permissionsBoundaryArn(identity, accountId),
        deployPolicyArns(identity, accountId),
      ],
    },
    {
      Sid: "NoOtherIdentityProvider",
      Effect: "Deny",
      Action: [
        "iam:AddClientIDToOpenIDConnectProvider",
        "iam:CreateOpenIDConnectProvider",
        "iam:CreateSAMLProvider",
        "iam:DeleteOpenIDConnectProvider",
        "iam:RemoveClientIDFromOpenIDConnectProvider",
        "iam:UpdateOpenIDConnectProviderThumbprint",
        "iam:UpdateSAMLProvider",
      ],
      Resource: "*",
    },
  ];
}

/** The trail that tells what was done, and the backups that undo it. */
function lostRecords({ protectData }: PermissionsBoundaryArgs): object[] {
  return [
    {
      Sid: "NoEditOfTrails",
      Effect: "Deny",
      Action: [
        "cloudtrail:DeleteTrail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:StopLogging",
        "cloudtrail:UpdateTrail",
      ],
      Resource: "*",
    },
    {
      Sid: "NoOpenedVaultOrLock",
      Effect: "Deny",
      Action: [
        ...(protectData ? ["backup:DeleteBackupVaultAccessPolicy"] : []),
        "backup:DeleteBackupVaultLockConfiguration",
        "backup:DeleteRecoveryPoint",
        "backup:PutBackupVaultLockConfiguration",
        "backup:UpdateRecoveryPointLifecycle",
        "s3:BypassGovernanceRetention",
      ],
      Resource: "*",
    },
  ];
}
