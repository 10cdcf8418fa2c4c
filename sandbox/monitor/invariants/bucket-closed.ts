import type { Invariant } from "../invariant";
import { missing } from "../invariant";
import { jsonMaps, mapsAt, textAt } from "../read";
import type { ModelValues } from "../../model";

const policyType = "aws:s3/bucketPolicy:BucketPolicy";
const blockType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

/** A new bucket is private and has no access list (S3's defaults since April 2023): only a policy can open it. */
export const bucketClosed: Invariant = {
  name: "bucket-closed",
  types: [policyType, blockType],
  violations: ({ held }) =>
    held
      .ofType(policyType)
      .filter(({ properties }) => admitsEverybody(textAt(properties, "policy")))
      .flatMap(({ urn, properties }) => {
        const bucket = textAt(properties, "bucket");
        const closed = held
          .having(blockType, { bucket, restrictPublicBuckets: true })
          .some((block) => block.properties.blockPublicPolicy === true);
        if (closed) return [];
        const what = `the policy of the bucket ${bucket} admits everybody`;
        return [{ what, user: urn, needs: missing(blockType, bucket) }];
      }),
};

function admitsEverybody(policy: string): boolean {
  return jsonMaps(policy)
    .flatMap((document) => mapsAt(document, "Statement"))
    .some(
      ({ Effect, Principal, Condition }) =>
        Effect === "Allow" && Condition === undefined && isEverybody(Principal),
    );
}

function isEverybody(principal: unknown): boolean {
  if (principal === "*") return true;
  return [(principal as ModelValues | undefined)?.AWS].flat().includes("*");
}
