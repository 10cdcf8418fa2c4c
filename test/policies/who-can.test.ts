import { expect } from "chai";
import fc from "fast-check";
import { evaluate } from "../../iam/evaluate";
import { readPolicy } from "../../iam/policy";
import { scopedOf } from "../../policies/scope";
import { powers } from "../../policies/who-can/powers";
import { requestBy } from "../../policies/who-can/requests";
import { unmeant } from "../../policies/who-can/role-requests";
import { data } from "./support/data";
import { declaring, stackOf } from "./support/declared";

const account = "333333333333";
const principal = `arn:aws:iam::${account}:role/acme-production-app`;
const viaService = "kms:ViaService";

const role = declaring("aws:iam/role:Role")(
  {
    name: "acme-production-app",
    assumeRolePolicy: JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "ecs-tasks.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ],
    }),
  },
  { name: "app" },
);

const running = declaring("aws:ecs/taskDefinition:TaskDefinition")(
  { taskRoleArn: principal },
  { name: "running" },
);

const patterns = [
  "*",
  "s3:*",
  "s3:Get*",
  "S3:getobject",
  "s3:GetObject",
  "s3:PutObject",
  "iam:Get*",
]
  .concat(["s3:DeleteObject*", "kms:Decrypt", "kms:*", "secretsmanager:Get?ecretValue"])
  .concat(["logs:*Events", "ecs:ContinueServiceDeployment", "iam:PassRole"]);
const files = "arn:aws:s3:::acme-production-files";
const key = `arn:aws:kms:eu-west-1:${account}:key/1234`;
const secret = `arn:aws:secretsmanager:eu-west-1:${account}:secret:acme-production-a-AbCdEf`;
const resources = [`${files}/a`, "arn:aws:s3:::somebody/a", key, secret]
  .concat([`arn:aws:iam::${account}:role/a`, "arn:aws:ecs:eu-west-1:333333333333:service/a/b"])
  .concat(["arn:aws:logs:eu-west-1:333333333333:log-group:a"]);
const resourcePatterns = [
  ...resources,
  "*",
  `${files}/*`,
  "arn:aws:s3:::*/a",
  "arn:aws:s3:::acme-*",
].concat([`arn:aws:kms:*:${account}:key/*`, "arn:aws:s3:::acme-prod????on-files/*"]);
const byS3 = "s3.eu-west-1.amazonaws.com";
const conditions = [
  {},
  { StringEquals: { [viaService]: byS3 } },
  { StringEqualsIfExists: { "KMS:viaservice": byS3 } },
  { "ForAllValues:StringLike": { [viaService]: "s3.*" } },
  { StringNotEquals: { [viaService]: "ec2.eu-west-1.amazonaws.com" } },
  { StringLike: { [viaService]: [byS3, "lambda.*"] } },
  { Null: { [viaService]: "true" } },
];
const contexts = [
  {},
  ...[byS3, "lambda.eu-west-1.amazonaws.com"].map((by) => ({ [viaService]: by })),
];

/** What workloads are meant to do, in the test's own words. */
function isMeant(action: string, resource: string, context: Record<string, string>): boolean {
  if (action === "kms:Decrypt") return resource === key && context[viaService] === byS3;
  const isFile = resource.startsWith(`${files}/`);
  return isFile && ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"].includes(action);
}

const statements = fc.array(
  fc.record({
    Effect: fc.constantFrom("Allow", "Allow", "Deny"),
    Action: fc.uniqueArray(fc.constantFrom(...patterns), { minLength: 1, maxLength: 2 }),
    Resource: fc.uniqueArray(fc.constantFrom(...resourcePatterns), { minLength: 1, maxLength: 2 }),
    Condition: fc.constantFrom(...conditions),
  }),
  { minLength: 1, maxLength: 3 },
);

describe("who can", () => {
  it("finds whatever a workload could do beyond what it is meant to, however it is written", () => {
    let passed = 0;
    fc.assert(
      fc.property(statements, (Statement) => {
        const policy = JSON.stringify({ Version: "2012-10-17", Statement });
        const rights = declaring("aws:iam/rolePolicy:RolePolicy")(
          { role: "acme-production-app", policy },
          { name: "rights" },
        );
        const { index, ...scope } = scopedOf(stackOf("production", [role, rights, running]), data);
        const [app] = index.ofType(role.type);
        if (app === undefined) throw new Error("no role");
        if (unmeant(app, scope, index).length > 0) return;
        passed += 1;
        const identity = [readPolicy("rights", policy)];
        for (const action of Object.values(powers).flat()) {
          for (const resource of resources) {
            for (const context of contexts) {
              const request = requestBy(principal, action, resource, context);
              if (!evaluate({ identity }, request).allowed) continue;
              const asked = `${action} on ${resource} ${JSON.stringify(context)} by ${policy}`;
              expect(isMeant(action, resource, context), asked).to.equal(true);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(passed).to.be.greaterThan(20);
  });
});
