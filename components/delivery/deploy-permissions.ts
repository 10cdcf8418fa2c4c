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

/** What the statements of one environment's roles are about. */
export interface PermissionScope {
  readonly accountId: string;
  /** Regions the environment lives in. */
  readonly regions: readonly string[];
  readonly product: string;
  readonly stack: string;
  /** The deployment roles, the break-glass role and the identity provider, which no deployment may change. */
  readonly ownArns: readonly string[];
}

/** One statement of an IAM policy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource?: readonly pulumi.Input<string>[];
  readonly NotResource?: readonly pulumi.Input<string>[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, pulumi.Input<string> | readonly string[]>>>
  >;
}

/** Reading what the environment declares and the state that remembers it. */
export function previewStatements(scope: PermissionScope): readonly Statement[] {
  return [
    { Sid: "ReadDeclared", Effect: "Allow", Action: readActions, Resource: ["*"] },
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
  const { accountId, regions, stack } = scope;
  const prefix = `${scope.product}-${stack}-`;
  const iamArn = (resource: string): string => `arn:aws:iam::${accountId}:${resource}`;
  const inRegions = { StringEquals: { "aws:RequestedRegion": regions } };
  const keys = `arn:aws:kms:*:${accountId}:key/*`;
  const roles = iamArn(`role/${prefix}*`);
  const functionName = physicalName("function", scope.product, stack, databaseRolesFunction);
  const setUpRoles = `arn:aws:lambda:*:${accountId}:function:${functionName}`;
  return [
    {
      Sid: "ManageServices",
      Effect: "Allow",
      Action: managedServices.map((service) => `${service}:*`),
      Resource: ["*"],
      Condition: inRegions,
    },
    { Sid: "ManageButNotUse", Effect: "Deny", Action: dataActions, Resource: ["*"] },
    {
      // The one that sets up the database's roles is part of a deployment.
      Sid: "CallNoOtherFunction",
      Effect: "Deny",
      Action: ["lambda:InvokeFunction"],
      NotResource: [setUpRoles, `${setUpRoles}:*`],
    },
    { Sid: "ReadDeclared", Effect: "Allow", Action: readActions, Resource: ["*"] },
    ...stateStatements(scope, {
      object: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      key: ["kms:Decrypt", "kms:GenerateDataKey"],
    }),
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
      Resource: [`arn:aws:secretsmanager:*:${accountId}:secret:${prefix}*`],
      Condition: inRegions,
    },
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
      Resource: [`arn:aws:kms:*:${accountId}:alias/${prefix}*`],
    },
    {
      Sid: "UseKeysThroughServices",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [keys],
      Condition: {
        StringEquals: {
          "kms:ViaService": regions.flatMap((region) => [
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
    {
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
    },
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
      Resource: [keys],
      Condition: {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": stateAlias(scope.product) },
      },
    },
  ];
}

/** The bucket that remembers the stacks of an account. */
export function stateBucket(product: string, accountId: string): string {
  return physicalName("bucket", product, "state", accountId);
}

/**
 * Pulumi's state of the account's stacks and the key of its secrets, both made before the first deployment
 * (docs/runbooks): bucket `<product>-state-<account>` and key `alias/<product>-state`. A preview takes no lock, so that
 * it only reads.
 */
function stateStatements(
  { accountId, product }: PermissionScope,
  actions: { readonly object: readonly string[]; readonly key: readonly string[] },
): readonly Statement[] {
  const bucket = `arn:aws:s3:::${stateBucket(product, accountId)}`;
  return [
    { Sid: "FindState", Effect: "Allow", Action: ["s3:ListBucket"], Resource: [bucket] },
    { Sid: "UseState", Effect: "Allow", Action: actions.object, Resource: [`${bucket}/.pulumi/*`] },
    {
      Sid: "UseStateKey",
      Effect: "Allow",
      Action: actions.key,
      Resource: [`arn:aws:kms:*:${accountId}:key/*`],
      Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": stateAlias(product) } },
    },
  ];
}

function stateAlias(product: string): string {
  return `alias/${physicalName("keyAlias", product, "state")}`;
}
