import { expect } from "chai";
import { matches } from "../iam/pattern";
import type { Registration } from "../preview/run/recording";
import { revealMap } from "../preview/report/tree";
import { Recorded } from "./support/record";
import { recordSample, sampleStacks } from "./support/sample";

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
}

/** Most characters that AWS takes, white space apart. */
const limits = { managedPolicy: 6_144, inlinePoliciesOfARole: 10_240, trust: 2_048 };

const roleType = "aws:iam/role:Role";
const inlineType = "aws:iam/rolePolicy:RolePolicy";
const managedType = "aws:iam/policy:Policy";
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

const inputsOf = ({ inputs }: Registration) => revealMap(inputs, "[unknown]");
const textOf = (value: unknown) => {
  if (typeof value !== "string") throw new Error("a text is expected");
  return value;
};
const sizeOf = (document: unknown) => String(document).replaceAll(/\s/gu, "").length;

/** What the policies of the role of that ARN allow; denials play no part in what is asked here. */
function permits(recorded: Recorded, roleArn: string, action: string, resource: string): boolean {
  const name = roleArn.split("/").at(-1);
  const attached = recorded
    .ofType(attachmentType)
    .map(inputsOf)
    .filter(({ role }) => role === name)
    .map(({ policyArn }) => policyArn);
  const managed = recorded
    .ofType(managedType)
    .filter(({ outputs }) => attached.includes(outputs.arn));
  return recorded
    .ofType(inlineType)
    .map(inputsOf)
    .filter(({ role }) => role === name)
    .concat(managed.map(inputsOf))
    .flatMap(({ policy }) => (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement)
    .filter(({ Effect }) => Effect === "Allow")
    .some(
      ({ Action = [], Resource = [] }) =>
        [Action].flat().some((pattern) => matches(pattern, action, true)) &&
        [Resource].flat().some((pattern) => matches(pattern, resource)),
    );
}

describe("what roles may do", () => {
  for (const stack of sampleStacks) {
    it(`in ${stack} fits what IAM takes`, async () => {
      const recorded = new Recorded((await recordSample(stack)).registrations.values());
      for (const role of recorded.ofType(roleType)) {
        const { name, assumeRolePolicy } = inputsOf(role);
        const inline = recorded
          .ofType(inlineType)
          .map(inputsOf)
          .filter((policy) => policy.role === name)
          .reduce((sum, { policy }) => sum + sizeOf(policy), 0);
        expect(sizeOf(assumeRolePolicy), role.name).to.be.at.most(limits.trust);
        expect(inline, role.name).to.be.at.most(limits.inlinePoliciesOfARole);
      }
    });
  }

  for (const stack of ["dev", "staging", "production"]) {
    it(`in ${stack} fits what IAM takes of a policy of its own`, async () => {
      const recorded = new Recorded((await recordSample(stack)).registrations.values());
      for (const policy of recorded.ofType(managedType)) {
        expect(sizeOf(inputsOf(policy).policy), policy.name).to.be.at.most(limits.managedPolicy);
      }
    });

    it(`in ${stack} is enough to start every task: its log, its secrets, its image`, async () => {
      const recorded = new Recorded((await recordSample(stack)).registrations.values());
      const tasks = recorded.ofType("aws:ecs/taskDefinition:TaskDefinition").map(inputsOf);
      expect(tasks).to.have.length.above(0);
      for (const { executionRoleArn, containerDefinitions } of tasks) {
        const may = (action: string, resource: string) =>
          permits(recorded, String(executionRoleArn), action, resource);
        const [container] = JSON.parse(String(containerDefinitions)) as [
          {
            readonly image: string;
            readonly secrets: readonly { readonly valueFrom: string }[];
            readonly logConfiguration: { readonly options: Readonly<Record<string, string>> };
          },
        ];
        const { "awslogs-group": group = "", "awslogs-region": region = "" } =
          container.logConfiguration.options;
        const [, account = ""] = /^arn:aws:iam::(\d+):/u.exec(String(executionRoleArn)) ?? [];
        const log = `arn:aws:logs:${region}:${account}:log-group:${group}`;
        expect(may("logs:CreateLogStream", log), log).to.equal(true);
        expect(may("logs:PutLogEvents", `${log}:log-stream:1`), log).to.equal(true);
        for (const { valueFrom } of container.secrets) {
          expect(may("secretsmanager:GetSecretValue", valueFrom), valueFrom).to.equal(true);
        }
        const repository = /\/([^@:]+)@/u.exec(container.image)?.[1] ?? "";
        const image = `arn:aws:ecr:${region}:999999999999:repository/${repository}`;
        expect(may("ecr:BatchGetImage", image), image).to.equal(true);
      }
    });

    it(`in ${stack} lets a deployment manage the aliases of its keys and its own buckets`, async () => {
      const recorded = new Recorded((await recordSample(stack)).registrations.values());
      const arn = textOf(recorded.one(roleType, `${stack}-deploy-deploy-role`).outputs.arn);
      const account = /::(\d+):/u.exec(arn)?.[1] ?? "";
      for (const { name } of recorded.ofType("aws:kms/alias:Alias").map(inputsOf)) {
        const alias = `arn:aws:kms:eu-west-1:${account}:${String(name)}`;
        expect(permits(recorded, arn, "kms:UpdateAlias", alias), alias).to.equal(true);
      }
      for (const { bucket } of recorded.ofType("aws:s3/bucket:Bucket").map(inputsOf)) {
        const store = `arn:aws:s3:::${String(bucket)}`;
        expect(permits(recorded, arn, "s3:PutBucketPolicy", store), store).to.equal(true);
        const object = `${store}/a.pdf`;
        expect(permits(recorded, arn, "s3:GetObject", object), object).to.equal(false);
      }
    });
  }
});
