import { expect } from "chai";
import {
  DeployIdentity,
  type DeployIdentityArgs,
} from "../../../components/delivery/deploy-identity";
import type { JobRole } from "../../../components/delivery/deploy-roles";
import { evaluate } from "../../../iam/evaluate";
import { readPolicy } from "../../../iam/policy";
import type { Recorded } from "../../support/record";
import { record } from "../../support/record";
import { some } from "../../support/some";

const roleType = "aws:iam/role:Role";
const rolePolicyType = "aws:iam/rolePolicy:RolePolicy";
const providerType = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
const issuer = "token.actions.githubusercontent.com";
const boundary = "arn:aws:iam::333333333333:policy/shop-production-boundary";

const tags = {
  environment: "production",
  project: "shop",
  "managed-by": "pulumi",
  "cost-center": "platform",
};

const args: DeployIdentityArgs = {
  spec: {
    githubEnvironment: "production",
    approvalEnvironment: "production-approval",
    maxSessionSeconds: 21_600,
    accountStack: "production",
    allowedRegions: ["eu-west-1", "eu-central-1"],
  },
  github: { owner: "acme", ownerId: 42, repository: "platform", repositoryId: 99 },
  identity: {
    stack: "production",
    tier: "production",
    product: "shop",
    host: "shop.example",
    tags,
    expiresOn: undefined,
  },
  accountId: "333333333333",
  permissionsBoundaryArn: boundary,
  protectData: true,
  tags,
  gates: [],
};

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

async function identity(change: Partial<DeployIdentityArgs["spec"]> = {}): Promise<Recorded> {
  return record(
    () => new DeployIdentity("identity", { ...args, spec: { ...args.spec, ...change } }, {}),
  );
}

function statements(json: unknown): readonly Statement[] {
  return (JSON.parse(String(json)) as { Statement: Statement[] }).Statement;
}

/** Policies that are attached to the deploying role, by name. */
function parts(recorded: Recorded): ReadonlyMap<string, string> {
  const policies = recorded.ofType("aws:iam/policy:Policy").map(({ name }) => name);
  const attached = recorded
    .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    .map(({ name }) => name);
  expect(attached).to.have.members(policies.map((name) => `${name}-attachment`));
  return new Map(
    policies.map((name) => [name, String(recorded.inputs("aws:iam/policy:Policy", name).policy)]),
  );
}

function permissions(recorded: Recorded, role: "deploy" | "preview"): readonly Statement[] {
  return role === "deploy"
    ? [...parts(recorded).values()].flatMap(statements)
    : statements(recorded.inputs(rolePolicyType, `identity-${role}-policy`).policy);
}

function trustOf(recorded: Recorded, role: JobRole): readonly Statement[] {
  return statements(recorded.inputs(roleType, `identity-${role}-role`).assumeRolePolicy);
}

/** Whether a list of IAM action patterns matches an action. */
function allows(list: readonly Statement[], action: string): boolean {
  return list
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => Action)
    .some((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "u").test(action));
}

describe("DeployIdentity", () => {
  it("trusts jobs of this repository that passed the environment's gate, and nothing else", async () => {
    expect(trustOf(await identity(), "deploy")).to.deep.equal([
      {
        Sid: "GitHubEnvironment",
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::333333333333:oidc-provider/${issuer}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: "sts.amazonaws.com",
            [`${issuer}:sub`]: [
              "repo:acme/platform:environment:production",
              "repo:acme@42/platform@99:environment:production",
            ],
            [`${issuer}:repository_id`]: "99",
            [`${issuer}:environment`]: "production",
          },
        },
      },
    ]);
  });

  it("lets a pull request's preview in through a gate of its own only", async () => {
    const [trust] = trustOf(await identity(), "preview");
    expect(trust?.Condition?.StringEquals).to.include({
      [`${issuer}:environment`]: "production-preview",
    });
    expect(JSON.stringify(trust)).not.to.match(/\*|:pull_request|environment:production"/u);
  });

  it("keeps both roles inside the boundary and long enough for the work", async () => {
    const recorded = await identity();
    expect(recorded.inputs(roleType, "identity-deploy-role")).to.deep.include({
      name: "shop-production-deploy",
      maxSessionDuration: 21_600,
      permissionsBoundary: boundary,
      tags,
    });
    expect(recorded.inputs(roleType, "identity-preview-role")).to.deep.include({
      name: "shop-production-preview",
      maxSessionDuration: 3_600,
      permissionsBoundary: boundary,
    });
  });

  it("makes GitHub's identity provider where the account has none, before the roles", async () => {
    const recorded = await identity();
    expect(recorded.inputs(providerType)).to.include({ url: `https://${issuer}` });
    expect(recorded.one(roleType, "identity-deploy-role").dependencies).to.include(
      recorded.one(providerType).urn,
    );
  });

  it("finds the account's provider where another stack owns it", async () => {
    const recorded = await identity({ accountStack: "dev" });
    recorded.expectNone(providerType);
    expect(trustOf(recorded, "deploy")).to.deep.equal(trustOf(await identity(), "deploy"));
  });

  it("gives a preview no way to change anything or to read data", async () => {
    const preview = permissions(await identity(), "preview");
    for (const action of [
      "dynamodb:GetItem",
      "ec2:CreateVpc",
      "ecs:UpdateService",
      "iam:PassRole",
      "lambda:GetFunction",
      "logs:GetLogEvents",
      "s3:PutObject",
      "secretsmanager:GetSecretValue",
      "ssm:GetParameter",
      "sts:AssumeRole",
    ]) {
      expect(allows(preview, action), action).to.equal(false);
    }
    const objects = preview.filter(({ Action }) => [Action].flat().includes("s3:GetObject"));
    expect(objects.flatMap(({ Resource }) => Resource)).to.deep.equal([
      "arn:aws:s3:::shop-state-333333333333/.pulumi/*",
    ]);
  });

  it("lets a deployment use nothing of what it manages, nor call another function than its own", async () => {
    const denials = permissions(await identity(), "deploy").filter(
      ({ Effect, Condition }) => Effect === "Deny" && Condition === undefined,
    );
    const everywhere = denials.filter(({ Resource }) => [Resource].flat().join() === "*");
    expect(everywhere.flatMap(({ Action }) => Action)).to.have.members([
      "backup:DeleteBackupVaultLockConfiguration",
      "backup:DeleteRecoveryPoint",
      "backup:DisassociateRecoveryPoint",
      "backup:StartRestoreJob",
      "backup:UpdateRecoveryPointLifecycle",
      "ec2:RunInstances",
      "ecs:ContinueServiceDeployment",
      "ecs:ExecuteCommand",
      "logs:FilterLogEvents",
      "logs:GetLogEvents",
      "logs:GetQueryResults",
      "logs:StartLiveTail",
      "logs:StartQuery",
      "logs:Unmask",
    ]);
    const messages = denials.filter(({ Action }) => [Action].flat().includes("sns:Publish"));
    expect(messages.map(({ NotResource }) => NotResource)).to.deep.equal([
      ["arn:aws:sns:*:333333333333:shop-production-*"],
    ]);
    const calls = denials.filter(({ Action }) => [Action].flat().includes("lambda:InvokeFunction"));
    const own = "arn:aws:lambda:*:333333333333:function:shop-production-database-roles";
    expect(calls.map(({ NotResource }) => NotResource)).to.deep.equal([[own, `${own}:*`]]);
  });

  it("lets a deployment grant a key to AWS's services alone", async () => {
    const grants = permissions(await identity(), "deploy").filter(({ Action }) =>
      [Action].flat().includes("kms:CreateGrant"),
    );
    expect(grants.map(({ Condition }) => Condition)).to.deep.equal([
      { Bool: { "kms:GrantIsForAWSResource": "true" } },
    ]);
  });

  it("lets a deployment make roles only inside the boundary and pass them only to known services", async () => {
    const deploy = permissions(await identity(), "deploy");
    const having = (action: string): readonly Statement[] =>
      deploy.filter((s) => s.Effect === "Allow" && [s.Action].flat().includes(action));
    expect(having("iam:CreateRole")).to.have.length(1);
    expect(having("iam:CreateRole")[0]).to.deep.include({
      Resource: ["arn:aws:iam::333333333333:role/shop-production-*"],
      Condition: { StringEquals: { "iam:PermissionsBoundary": boundary } },
    });
    const services = having("iam:PassRole")[0]?.Condition?.StringEquals;
    expect(services?.["iam:PassedToService"]).to.include("ecs-tasks.amazonaws.com");
    expect(having("iam:PassRole")[0]?.Resource).to.deep.equal([
      "arn:aws:iam::333333333333:role/shop-production-*",
    ]);
  });

  it("denies a deployment every change of its own roles, the emergency's, the boundary and GitHub's way in", async () => {
    const [denial] = permissions(await identity(), "deploy").filter(
      ({ Sid }) => Sid === "NeverWidenItself",
    );
    expect(denial?.Effect).to.equal("Deny");
    expect(denial?.Resource).to.have.members([
      "arn:aws:iam::333333333333:role/shop-production-approve",
      "arn:aws:iam::333333333333:role/shop-production-deploy",
      "arn:aws:iam::333333333333:role/shop-production-preview",
      "arn:aws:iam::333333333333:policy/shop-production-deploy-*",
      "arn:aws:iam::333333333333:role/shop-production-break-glass",
      `arn:aws:iam::333333333333:oidc-provider/${issuer}`,
      boundary,
    ]);
    expect(denial?.Action).to.include.members([
      "iam:AttachRolePolicy",
      "iam:CreatePolicyVersion",
      "iam:PassRole",
      "iam:PutRolePolicy",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateOpenIDConnectProviderThumbprint",
    ]);
  });

  it("lets a deployment tag no key but one that is being made, and never touch the state's", async () => {
    const deploy = permissions(await identity(), "deploy");
    const tagging = deploy.filter(
      ({ Effect, Action }) => Effect === "Allow" && [Action].flat().includes("kms:TagResource"),
    );
    expect(tagging.map(({ Condition }) => Condition)).to.deep.equal([
      {
        StringEquals: { "aws:RequestTag/environment": "production" },
        Null: { "aws:ResourceTag/environment": "true" },
      },
      { StringEquals: { "aws:ResourceTag/environment": "production" } },
    ]);
    const [denial] = deploy.filter(({ Sid }) => Sid === "NeverTakeTheStatesKey");
    expect(denial).to.deep.include({
      Effect: "Deny",
      Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/shop-state" } },
    });
    expect(denial?.Action).to.include.members([
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
    ]);
  });

  it("lets a deployment finish a new key, of which KMS knows no tag yet, and none that is another's", async () => {
    const identities = [...parts(await identity()).entries()].map(([name, json]) =>
      readPolicy(name, json),
    );
    const may = (action: string, environment?: string) =>
      evaluate(
        { identity: identities },
        {
          principal: "arn:aws:iam::333333333333:role/shop-production-deploy",
          action,
          resource: "arn:aws:kms:eu-west-1:333333333333:key/new",
          context: { "aws:ResourceTag/environment": environment },
        },
      ).allowed;
    for (const action of ["kms:CreateAlias", "kms:EnableKeyRotation"]) {
      const found = [undefined, "production", "staging"].map((owner) => may(action, owner));
      expect(found, action).to.deep.equal([true, true, false]);
    }
    expect(may("kms:PutKeyPolicy")).to.equal(false);
  });

  it("lets a deployment move the aliases that its environment's keys have", async () => {
    const [aliases] = permissions(await identity(), "deploy").filter(
      ({ Sid }) => Sid === "ManageKeyAliases",
    );
    expect(aliases?.Resource).to.deep.equal(["arn:aws:kms:*:333333333333:alias/shop-production-*"]);
  });

  it("lets a deployment call the function that sets up the database's roles, and no other", async () => {
    const calls = permissions(await identity(), "deploy").filter(({ Action }) =>
      [Action].flat().includes("lambda:InvokeFunction"),
    );
    const setUp = "arn:aws:lambda:*:333333333333:function:shop-production-database-roles";
    expect(calls).to.deep.equal([
      {
        Sid: "CallNoOtherFunction",
        Effect: "Deny",
        Action: ["lambda:InvokeFunction"],
        NotResource: [setUp, `${setUp}:*`],
      },
    ]);
  });

  it("leaves no statement that allows changes everywhere without a condition", async () => {
    const deploy = permissions(await identity(), "deploy");
    const open = deploy.filter(
      (s) => s.Effect === "Allow" && s.Resource.includes("*") && s.Condition === undefined,
    );
    expect(open.map(({ Sid }) => Sid)).to.deep.equal(["ReadDeclared"]);
    const reading = /^[a-z0-9-]+:(?:Describe|Get|List|View)/u;
    for (const action of some(open.flatMap(({ Action }) => Action))) {
      expect(action).to.match(reading);
    }
  });

  it("keeps a deployment in the environment's regions", async () => {
    const [services] = permissions(await identity(), "deploy").filter(
      ({ Sid }) => Sid === "ManageServices",
    );
    expect(services?.Condition).to.deep.equal({
      StringEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] },
    });
  });

  it("tells the roles to assume", async () => {
    expect((await identity()).outputs("platform:aws:DeployIdentity")).to.deep.equal({
      roleArn: "arn:aws:iam::000000000000:role/shop-production-deploy",
      previewRoleArn: "arn:aws:iam::000000000000:role/shop-production-preview",
      approveRoleArn: "arn:aws:iam::000000000000:role/shop-production-approve",
    });
  });

  it("lets another team's job say that a deployment goes on, and has no such role without one", async () => {
    const [trust] = trustOf(await identity(), "approve");
    expect(trust?.Condition?.StringEquals).to.include({
      [`${issuer}:environment`]: "production-approval",
    });
    const alone = await identity({ approvalEnvironment: undefined });
    expect(alone.ofType(roleType).map(({ name }) => name)).not.to.include("identity-approve-role");
  });

  it("empties the buckets of an environment whose data is not protected, and no other's", async () => {
    const sidsOf = async (protectData: boolean) => {
      const recorded = await record(
        () => new DeployIdentity("identity", { ...args, protectData }, {}),
      );
      return permissions(recorded, "deploy").map(({ Sid }) => Sid);
    };
    expect(await sidsOf(false)).to.include("EmptyBuckets");
    expect(await sidsOf(true)).not.to.include("EmptyBuckets");
  });

  it("fits what IAM holds: six policies of ten, each a quarter below its limit", async () => {
    const recorded = await identity();
    const sizes = [...parts(recorded)].map(([name, policy]) => [name, policy.length] as const);
    expect(sizes).to.have.lengthOf(6);
    for (const [name, size] of sizes) expect(size, name).to.be.at.most(0.75 * 6_144);
    for (const role of ["approve", "preview"]) {
      const { policy } = recorded.inputs(rolePolicyType, `identity-${role}-policy`);
      expect(String(policy).length, role).to.be.at.most(10_240);
    }
  });
});
