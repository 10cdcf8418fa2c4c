import * as pulumi from "@pulumi/pulumi";

/** CloudWatch Logs, the one service that uses keys under a principal of its region. */
const logsPrincipal = /^logs\.[a-z0-9-]+\.amazonaws\.com$/;

/** AWS Backup and EventBridge, which publish to encrypted topics and are not documented to tell for which account. */
const silentPublishers = ["backup.amazonaws.com", "events.amazonaws.com"];

const use = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey*",
  "kms:ReEncrypt*",
] as const;

/**
 * Who may use an environment's key: the account, through the IAM policies of its roles, and the named AWS services on
 * the account's behalf. CloudWatch Logs and those that publish to topics tell the account in the encryption context only,
 * the others as the source account.
 */
export function encryptionKeyPolicy(
  key: pulumi.Resource,
  {
    accountId,
    servicePrincipals,
  }: { readonly accountId: string; readonly servicePrincipals: readonly string[] },
): string {
  if (servicePrincipals.includes("logs.amazonaws.com")) {
    throw new pulumi.ResourceError(
      'CloudWatch Logs uses a key as "logs.<region>.amazonaws.com": name each region that has log groups',
      key,
      true,
    );
  }
  const logs = servicePrincipals.filter((principal) => logsPrincipal.test(principal));
  const publishers = servicePrincipals.filter((principal) => silentPublishers.includes(principal));
  const others = servicePrincipals.filter(
    (principal) => !logsPrincipal.test(principal) && !silentPublishers.includes(principal),
  );
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AdministrationByTheAccount",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      ...useBy("UseByServices", others, {
        StringEquals: { "aws:SourceAccount": accountId },
      }),
      ...useBy("UseByLogs", logs, {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:*:${accountId}:log-group:*`,
        },
      }),
      ...useBy("UseByPublishers", publishers, {
        ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": `arn:aws:sns:*:${accountId}:*` },
      }),
    ],
  });
}

/** IAM refuses a statement without a principal, so no service makes no statement. */
function useBy(sid: string, services: readonly string[], condition: object): object[] {
  if (services.length === 0) return [];
  return [
    {
      Sid: sid,
      Effect: "Allow",
      Principal: { Service: services },
      Action: use,
      Resource: "*",
      Condition: condition,
    },
  ];
}
