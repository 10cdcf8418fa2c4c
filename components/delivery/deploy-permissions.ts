import type * as pulumi from "@pulumi/pulumi";
import { databaseRolesFunction, physicalName } from "../../blueprint/names";
import {
  aliasActions,
  bucketActions,
  dataActions,
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
} from "./deploy-actions";
import type { PermissionScope, Statement } from "./permission-statement";
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

/**
 * Changing what the environment declares, and nothing that stands above it: a deployment can't widen its own rights, the
 * boundary's or GitHub's way in. Those changes take a person with administrative rights (docs/runbooks).
 */
export function deployStatements(
  scope: PermissionScope,
  boundaryArn: pulumi.Input<string>,
): readonly Statement[] {
  return [
    ...serviceStatements(scope),
    readDeclared,
    ...stateStatements(scope, {
      object: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      key: ["kms:Decrypt", "kms:GenerateDataKey"],
    }),
    ...storageStatements(scope),
    ...keyStatements(scope),
    ...keyUseStatements(scope),
    budgetAndChatStatement(scope),
    ...roleStatements(scope, boundaryArn),
    ...limits(scope, boundaryArn),
  ];
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
    { Sid: "ManageButNotUse", Effect: "Deny", Action: dataActions, Resource: ["*"] },
    {
      // The one that sets up the database's roles is part of a deployment.
      Sid: "CallNoOtherFunction",
      Effect: "Deny",
      Action: ["lambda:InvokeFunction"],
      NotResource: [setUpRoles, `${setUpRoles}:*`],
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
    {
      Sid: "ManageSecrets",
      Effect: "Allow",
      Action: secretActions,
      Resource: [`arn:aws:secretsmanager:*:${scope.accountId}:secret:${prefix}*`],
      Condition: inRegions(scope),
    },
  ];
}

/** A key's tag tells whose it is; its ARN does not. */
function keyStatements(scope: PermissionScope): readonly Statement[] {
  const { accountId, regions, stack } = scope;
  const keys = keysOf(scope);
  return [
    {
      Sid: "CreateKeys",
      Effect: "Allow",
      Action: ["kms:CreateKey"],
      Resource: ["*"],
      Condition: {
        StringEquals: { "aws:RequestedRegion": regions, "aws:RequestTag/environment": stack },
      },
    },
    {
      // A key without the tag is one that is being made: who could tag any key would manage it by the next statement.
      Sid: "TagNewKeys",
      Effect: "Allow",
      Action: ["kms:TagResource"],
      Resource: [keys],
      Condition: {
        StringEquals: { "aws:RequestTag/environment": stack },
        Null: { "aws:ResourceTag/environment": "true" },
      },
    },
    {
      Sid: "ManageKeys",
      Effect: "Allow",
      Action: keyActions,
      Resource: [keys],
      Condition: { StringEquals: { "aws:ResourceTag/environment": stack } },
    },
    {
      Sid: "ManageKeyAliases",
      Effect: "Allow",
      Action: aliasActions,
      Resource: [`arn:aws:kms:*:${accountId}:alias/${prefixOf(scope)}*`],
    },
  ];
}

/** Keys of whoever, as far as a service uses them for the deployment. */
function keyUseStatements(scope: PermissionScope): readonly Statement[] {
  const keys = keysOf(scope);
  return [
    {
      Sid: "UseKeysThroughServices",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [keys],
      Condition: {
        StringEquals: {
          "kms:ViaService": scope.regions.flatMap((region) => [
            `lambda.${region}.amazonaws.com`,
            `secretsmanager.${region}.amazonaws.com`,
          ]),
        },
      },
    },
    {
      Sid: "LetServicesUseKeys",
      Effect: "Allow",
      Action: ["kms:CreateGrant"],
      Resource: [keys],
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

function budgetAndChatStatement(scope: PermissionScope): Statement {
  const { accountId } = scope;
  const prefix = prefixOf(scope);
  return {
    Sid: "ManageBudgetAndChat",
    Effect: "Allow",
    Action: [
      "budgets:ModifyBudget",
      "budgets:TagResource",
      "budgets:UntagResource",
      "chatbot:CreateSlackChannelConfiguration",
      "chatbot:DeleteSlackChannelConfiguration",
      "chatbot:TagResource",
      "chatbot:UntagResource",
      "chatbot:UpdateSlackChannelConfiguration",
    ],
    Resource: [
      `arn:aws:budgets::${accountId}:budget/${prefix}*`,
      `arn:aws:chatbot::${accountId}:chat-configuration/slack-channel/${prefix}*`,
    ],
  };
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

function prefixOf({ product, stack }: PermissionScope): string {
  return `${product}-${stack}-`;
}

function inRegions({ regions }: PermissionScope): NonNullable<Statement["Condition"]> {
  return { StringEquals: { "aws:RequestedRegion": regions } };
}
