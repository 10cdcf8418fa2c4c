/** Where Neon takes new projects; it gave up its Azure regions on 2026-08-27. */
export const regions: readonly string[] = [
  "aws-ap-southeast-1",
  "aws-ap-southeast-2",
  "aws-eu-central-1",
  "aws-eu-west-2",
  "aws-sa-east-1",
  "aws-us-east-1",
  "aws-us-east-2",
  "aws-us-west-2",
];
