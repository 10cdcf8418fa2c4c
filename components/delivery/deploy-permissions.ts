import type * as pulumi from "@pulumi/pulumi";
import { databaseRolesFunction, physicalName, trustedCallersKey } from "../../blueprint/names";
import {
  bucketActions,
  dataActions,
  emptyingActions,
  grantActions,
  keyActions,
  linkedServices,
  managedServices,
  policyActions,
  providerActions,
  readActions,
  roleActions,
  roleTakers,
  secretActions,
  trustActions,
} from "./deploy-actions";
import { keyStatements, keyUseStatements } from "./deploy-keys";
import { inRegions, type PermissionScope, prefixOf, type Statement } from "./permission-statement";
import { keysOf, stateAlias, stateStatements } from "./state-permissions";

const readDeclared: Statement = {
  Sid: "ReadDeclared",
  Effect: "Allow",
  Action: readActions,
  Resource: ["*"],
};

/** Reading what the environment declares and the state that remembers it. */
export function previewStatements(scope: PermissionScope): readonly Statement[] {
  return [
    readDeclared,
    ...stateStatements(scope, { object: ["s3:GetObject"], key: ["kms:Decrypt"] }),
  ];
}

/** Letting deployments of the environment's services go on, or taking them back. */
export function approvalStatements(scope: PermissionScope): readonly Statement[] {
  const ecs = (kind: string): string =>
    `arn:aws:ecs:*:${scope.accountId}:${kind}/${prefixOf(scope)}*`;
  return [
    {
      Sid: "DecideDeployments",
      Effect: "Allow",
      Action: [
        "ecs:ContinueServiceDeployment",
        "ecs:DescribeServiceDeployments",
        "ecs:DescribeServices",
        "ecs:ListServiceDeployments",
        "ecs:StopServiceDeployment",
      ],
      Resource: [ecs("service"), ecs("service-deployment")],
    },
  ];
}

/** Statements by the part of the role's rights that they are: each part is a managed policy of its own. */
export type DeployPolicies = Readonly<Record<string, readonly Statement[]>>;

/**
 * Changing what the environment declares, and nothing that stands above it: a deployment can't widen its own rights, the
 * boundary's or GitHub's way in. Those changes take a person with administrative rights (docs/runbooks).
 */
export function deployPolicies(
  scope: PermissionScope,
  boundaryArn: pulumi.Input<string>,
): DeployPolicies {
  return {
    services: [...serviceStatements(scope), ...budgetAndChatStatements(scope)],
    reading: [readDeclared],
    storage: [
      ...stateStatements(scope, {
        object: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        key: ["kms:Decrypt", "kms:GenerateDataKey"],
      }),
      ...storageStatements(scope),
    ],
    keys: [...keyStatements(scope), ...keyUseStatements(scope)],
    roles: roleStatements(scope, boundaryArn),
    limits: limits(scope, boundaryArn),
  };
}

/** Services managed whole, without the use of what they hold. */
function serviceStatements(scope: PermissionScope): readonly Statement[] {
  const { accountId, product, stack } = scope;
  const functionName = physicalName("function", product, stack, databaseRolesFunction);
  const setUpRoles = `arn:aws:lambda:*:${accountId}:function:${functionName}`;
  return [
    {
      Sid: "ManageServices",
      Effect: "Allow",
      Action: managedServices.map((service) => `${service}:*`),
      Resource: ["*"],
      Condition: inRegions(scope),
    },
    {
      Sid: "JoinPrivateZones",
      Effect: "Allow",
      // An endpoint with a private name of its own asks for it.
      Action: ["route53:AssociateVPCWithHostedZone"],
      Resource: ["arn:aws:route53:::hostedzone/*"],
    },
    { Sid: "ManageButNotUse", Effect: "Deny", Action: dataActions, Resource: ["*"] },
    {
      // The one that sets up the database's roles is part of a deployment.
      Sid: "CallNoOtherFunction",
      Effect: "Deny",
      Action: ["lambda:InvokeFunction"],
      NotResource: [setUpRoles, `${setUpRoles}:*`],
    },
    {
      // A release tells by the environment's own topics what becomes of it.
      Sid: "TellNobodyElse",
      Effect: "Deny",
      Action: ["sns:Publish"],
      NotResource: [`arn:aws:sns:*:${accountId}:${prefixOf(scope)}*`],
    },
  ];
}

function storageStatements(scope: PermissionScope): readonly Statement[] {
  const prefix = prefixOf(scope);
  return [
    {
      Sid: "ManageBuckets",
      Effect: "Allow",
      Action: bucketActions,
      Resource: [`arn:aws:s3:::${prefix}*`],
    },
    ...(scope.protectData
      ? []
      : [
          {
            Sid: "EmptyBuckets",
            Effect: "Allow" as const,
            Action: emptyingActions,
            Resource: [`arn:aws:s3:::${prefix}*`],
          },
        ]),
    {
      Sid: "SayWhomToTrust",
      Effect: "Allow",
      Action: trustActions,
      Resource: [`arn:aws:s3:::${prefix}*-access-logs/${trustedCallersKey}`],
    },
    {
      Sid: "ListWhomToTrust",
      Effect: "Allow",
      Action: ["s3:ListBucketVersions"],
      Resource: [`arn:aws:s3:::${prefix}*-access-logs`],
    },
    {
      Sid: "ManageSecrets",
      Effect: "Allow",
      Action: secretActions,
      Resource: [`arn:aws:secretsmanager:*:${scope.accountId}:secret:${prefix}*`],
      Condition: inRegions(scope),
    },
  ];
}

function budgetAndChatStatements(scope: PermissionScope): readonly Statement[] {
  const { accountId } = scope;
  const prefix = prefixOf(scope);
  return [
    {
      Sid: "ManageBudgetAndChat",
      Effect: "Allow",
      Action: [
        "budgets:ModifyBudget",
        "budgets:TagResource",
        "budgets:UntagResource",
        "chatbot:DeleteSlackChannelConfiguration",
        "chatbot:TagResource",
        "chatbot:UntagResource",
        "chatbot:UpdateSlackChannelConfiguration",
      ],
      Resource: [
        `arn:aws:budgets::${accountId}:budget/${prefix}*`,
        `arn:aws:chatbot::${accountId}:chat-configuration/slack-channel/${prefix}*`,
      ],
    },
    {
      Sid: "CreateChat",
      Effect: "Allow",
      Action: ["chatbot:CreateSlackChannelConfiguration"],
      // It takes no resource, and a condition on the tag keeps it to the environment.
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestTag/environment": scope.stack } },
    },
  ];
}

/** Roles and policies of the environment's own, inside the boundary, and their way to the services that take them. */
function roleStatements(
  scope: PermissionScope,
  boundaryArn: pulumi.Input<string>,
): readonly Statement[] {
  const iamArn = (resource: string): string => `arn:aws:iam::${scope.accountId}:${resource}`;
  const prefix = prefixOf(scope);
  const roles = iamArn(`role/${prefix}*`);
  return [
    {
      Sid: "GrantInsideBoundary",
      Effect: "Allow",
      Action: grantActions,
      Resource: [roles],
      Condition: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
    },
    { Sid: "ManageRoles", Effect: "Allow", Action: roleActions, Resource: [roles] },
    {
      Sid: "ManagePolicies",
      Effect: "Allow",
      Action: policyActions,
      Resource: [iamArn(`policy/${prefix}*`)],
    },
    {
      Sid: "PassRoles",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: [roles],
      Condition: {
        StringEquals: {
          "iam:PassedToService": roleTakers.map((service) => `${service}.amazonaws.com`),
        },
      },
    },
    {
      Sid: "CreateLinkedRoles",
      Effect: "Allow",
      Action: ["iam:CreateServiceLinkedRole"],
      Resource: [iamArn("role/aws-service-role/*")],
      Condition: {
        StringEquals: {
          "iam:AWSServiceName": linkedServices.map((service) => `${service}.amazonaws.com`),
        },
      },
    },
  ];
}

/** What stands above the environment stays as it is. */
function limits(scope: PermissionScope, boundaryArn: pulumi.Input<string>): readonly Statement[] {
  return [
    {
      Sid: "NeverWidenItself",
      Effect: "Deny",
      Action: [
        ...grantActions,
        ...roleActions,
        ...policyActions,
        ...providerActions,
        "iam:PassRole",
      ],
      Resource: [...scope.ownArns, boundaryArn],
    },
    {
      // Made by hand and without tags, so that tagging alone would hand it over.
      Sid: "NeverTakeTheStatesKey",
      Effect: "Deny",
      Action: keyActions,
      Resource: [keysOf(scope)],
      Condition: {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": stateAlias(scope.product) },
      },
    },
  ];
}
