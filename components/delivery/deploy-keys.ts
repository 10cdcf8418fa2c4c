import { aliasActions, keyActions } from "./deploy-actions";
import { type PermissionScope, prefixOf, type Statement } from "./permission-statement";
import { keysOf } from "./state-permissions";

/** A key's tag tells whose it is; its ARN does not. */
export function keyStatements(scope: PermissionScope): readonly Statement[] {
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
      // The provider makes these calls at once, and a tag may take five minutes to count in a condition.
      Sid: "FinishNewKeys",
      Effect: "Allow",
      Action: ["kms:CreateAlias", "kms:EnableKeyRotation"],
      Resource: [keys],
      Condition: { Null: { "aws:ResourceTag/environment": "true" } },
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
export function keyUseStatements(scope: PermissionScope): readonly Statement[] {
  const keys = keysOf(scope);
  return [
    {
      Sid: "UseKeysThroughServices",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey", "kms:RetireGrant"],
      Resource: [keys],
      Condition: {
        StringEquals: {
          "kms:ViaService": scope.regions.flatMap((region) => [
            `backup.${region}.amazonaws.com`,
            `lambda.${region}.amazonaws.com`,
            `secretsmanager.${region}.amazonaws.com`,
            // A release tells people by topics that are encrypted.
            `sns.${region}.amazonaws.com`,
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
