import { asList, isRecord, statementsAt, textAt, valueAt } from "../../read";
import type { Properties } from "../../resource";
import { compliant, stackRule, violation } from "../../rule";
import { bucketTypes } from "../backup/buckets";

const policyType = "aws:s3/bucketPolicy:BucketPolicy";

export const bucketRequireTls = stackRule({
  id: "bucket-require-tls",
  title: "Buckets answer by TLS only",
  why: "what is sent in clear is read on the way",
  source: "DAT-8",
  fix: "Declare a BucketPolicy that denies s3:* where aws:SecureTransport is false.",
  also: "S3.5, AS-S10",
  types: bucketTypes,
  check(bucket, _scope, stack) {
    const policies = stack.referring(bucket, policyType, "bucket");
    if (policies.length === 0) return violation("has no BucketPolicy made for it");
    const name = textAt(bucket.props, "bucket");
    return policies.flatMap(({ props }) => statementsAt(props, "policy")).some(deniesPlain(name))
      ? compliant
      : violation("answers without TLS");
  },
});

/** Denies everyone everything in the bucket and of it that does not come by TLS. */
function deniesPlain(name: string): (statement: Properties) => boolean {
  return (statement) => {
    const { Condition, Principal } = statement;
    const resources = asList(statement.Resource);
    return (
      statement.Effect === "Deny" &&
      (Principal === "*" || (isRecord(Principal) && asList(Principal.AWS).includes("*"))) &&
      asList(statement.Action).some((action) => action === "s3:*" || action === "*") &&
      ["", "/*"].every((end) => resources.includes(`arn:aws:s3:::${name}${end}`)) &&
      isRecord(Condition) &&
      Object.keys(Condition).length === 1 &&
      String(valueAt(Condition, "Bool.aws:SecureTransport")) === "false"
    );
  };
}
