import type * as pulumi from "@pulumi/pulumi";

/** A bucket's policy: it answers over TLS only, and what else its statements say. */
export function bucketPolicy(
  bucketArn: pulumi.Output<string>,
  tlsStatement: string,
  statements: (bucketArn: string) => readonly object[],
): pulumi.Output<string> {
  return bucketArn.apply((arn) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        denial(tlsStatement, arn, { Bool: { "aws:SecureTransport": "false" } }),
        ...statements(arn),
      ],
    }),
  );
}

/** A statement that denies everybody everything, where the condition holds. */
export function denial(sid: string, bucketArn: string, condition: object): object {
  return {
    Sid: sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: condition,
  };
}
