import { evaluate } from "../../../iam/evaluate";
import { readPolicy } from "../../../iam/policy";
import { expect } from "chai";
import {
  PermissionsBoundary,
  permissionsBoundaryArn,
} from "../../../components/delivery/permissions-boundary";
import { record } from "../../support/record";
import {
  accountId,
  boundaryArn,
  documentIn,
  identity,
  providers,
  tags,
} from "../../support/region";

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
}

/** AWS refuses a managed policy with more characters than this, white space apart. */
const policyQuota = 6_144;

async function boundary(protectData = true) {
  const recorded = await record(
    () =>
      new PermissionsBoundary(
        "boundary",
        {
          identity,
          accountId,
          allowedRegions: ["eu-west-1", "eu-central-1"],
          protectData,
          tags,
        },
        providers(),
      ),
  );
  const text = String(recorded.inputs("aws:iam/policy:Policy").policy);
  const statements = documentIn(text).Statement as unknown as readonly Statement[];
  return { recorded, text, statements };
}

const actionsOf = ({ Action = [] }: Statement) => (typeof Action === "string" ? [Action] : Action);
const matches = (pattern: string, text: string) =>
  new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(text);

/** Whether the boundary lets `action` on `resource` pass, with the condition keys that the request carries. */
function permits(
  statements: readonly Statement[],
  action: string,
  resource: string,
  keys: Readonly<Record<string, string>> = {},
): boolean {
  const request: Readonly<Record<string, string>> = { "aws:RequestedRegion": "eu-west-1", ...keys };
  const applies = (statement: Statement) => {
    const named = statement.NotAction
      ? !statement.NotAction.some((pattern) => matches(pattern, action))
      : actionsOf(statement).some((pattern) => matches(pattern, action));
    const unequal = Object.entries(statement.Condition?.StringNotEquals ?? {});
    const holds = unequal.every(([key, allowed]) => ![allowed].flat().includes(request[key] ?? ""));
    const meant = [statement.Resource].flat().some((pattern) => matches(pattern, resource));
    return named && meant && holds;
  };
  const hit = statements.filter(applies);
  return hit.some((s) => s.Effect === "Allow") && !hit.some((s) => s.Effect === "Deny");
}

const ownRole = `arn:aws:iam::${accountId}:role/acme-staging-task`;

describe("PermissionsBoundary", () => {
  it("lets an environment run its services in its regions only", async () => {
    const { statements } = await boundary();
    expect(permits(statements, "ecs:UpdateService", "*")).to.equal(true);
    expect(
      permits(statements, "ecs:UpdateService", "*", { "aws:RequestedRegion": "us-east-1" }),
    ).to.equal(false);
    expect(
      permits(statements, "iam:GetRole", ownRole, { "aws:RequestedRegion": "us-east-1" }),
    ).to.equal(true);
    expect(permits(statements, "sagemaker:CreateModel", "*")).to.equal(false);
    expect(permits(statements, "sts:AssumeRole", ownRole)).to.equal(false);
  });

  it("lets roles be made inside itself and no other way", async () => {
    const { statements } = await boundary();
    const inside = { "iam:PermissionsBoundary": boundaryArn };
    const other = { "iam:PermissionsBoundary": `arn:aws:iam::${accountId}:policy/wide` };
    expect(permits(statements, "iam:CreateRole", ownRole, inside)).to.equal(true);
    expect(permits(statements, "iam:CreateRole", ownRole, other)).to.equal(false);
    expect(permits(statements, "iam:CreateRole", ownRole)).to.equal(false);
    expect(permits(statements, "iam:PutRolePolicy", ownRole)).to.equal(false);
    expect(permits(statements, "iam:DeleteRolePermissionsBoundary", ownRole)).to.equal(false);
    const foreign = `arn:aws:iam::${accountId}:role/administrator`;
    expect(permits(statements, "iam:UpdateAssumeRolePolicy", foreign)).to.equal(false);
    expect(permits(statements, "iam:PassRole", foreign)).to.equal(false);
    expect(permits(statements, "iam:CreateUser", "*")).to.equal(false);
  });

  for (const role of ["approve", "deploy", "preview", "break-glass"]) {
    it(`lets no role inside itself change, pass or assume the ${role} role, whatever it allows itself`, async () => {
      const { statements } = await boundary();
      const arn = `arn:aws:iam::${accountId}:role/acme-staging-${role}`;
      const inside = { "iam:PermissionsBoundary": boundaryArn };
      for (const action of [
        "iam:AttachRolePolicy",
        "iam:DeleteRole",
        "iam:PassRole",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "sts:AssumeRole",
      ]) {
        expect(permits(statements, action, arn, inside), action).to.equal(false);
      }
      expect(permits(statements, "iam:GetRole", arn)).to.equal(true);
      expect(permits(statements, "iam:UpdateAssumeRolePolicy", ownRole)).to.equal(true);
    });
  }

  for (const action of [
    "iam:CreatePolicyVersion",
    "iam:SetDefaultPolicyVersion",
    "iam:DeletePolicy",
  ]) {
    it(`can't be changed by ${action}, as little as the deploying role's rights, which works on other policies`, async () => {
      const { statements } = await boundary();
      const other = `arn:aws:iam::${accountId}:policy/acme-staging-tasks`;
      expect(permits(statements, action, boundaryArn)).to.equal(false);
      const rights = `arn:aws:iam::${accountId}:policy/acme-staging-deploy-services`;
      expect(permits(statements, action, rights)).to.equal(false);
      expect(permits(statements, action, other)).to.equal(true);
    });
  }

  for (const action of [
    "iam:CreateOpenIDConnectProvider",
    "iam:UpdateOpenIDConnectProviderThumbprint",
    "cloudtrail:StopLogging",
    "backup:DeleteBackupVaultLockConfiguration",
    "backup:PutBackupVaultLockConfiguration",
    "backup:DeleteRecoveryPoint",
    "s3:BypassGovernanceRetention",
  ]) {
    it(`denies ${action} even to a role that allows it itself`, async () => {
      const { statements } = await boundary();
      const denied = statements.filter(
        (s) => s.Effect === "Deny" && s.Resource === "*" && s.Condition === undefined,
      );
      expect(denied.flatMap(actionsOf)).to.include(action);
    });
  }

  it("lets the approver alone say that a deployment goes on, whom a role allows it", async () => {
    const { text } = await boundary();
    const everything = readPolicy(
      "all",
      '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
    );
    const may = (role: string) => {
      const principal = `arn:aws:iam::${accountId}:role/acme-staging-${role}`;
      const policies = { identity: [everything], boundary: readPolicy("boundary", text) };
      return evaluate(policies, {
        principal,
        action: "ecs:ContinueServiceDeployment",
        resource: `arn:aws:ecs:eu-west-1:${accountId}:service-deployment/acme-staging-blue/admin/1`,
        context: { "aws:RequestedRegion": "eu-west-1", "aws:PrincipalArn": principal },
      }).allowed;
    };
    expect(["approve", "deploy", "helper"].filter(may)).to.deep.equal(["approve"]);
  });

  it("lets the guard of backups go with an environment whose data is not protected", async () => {
    const deniedIn = async (protectData: boolean) =>
      (await boundary(protectData)).statements
        .filter(({ Effect }) => Effect === "Deny")
        .flatMap(actionsOf);
    expect(await deniedIn(true)).to.include("backup:DeleteBackupVaultAccessPolicy");
    expect(await deniedIn(false)).not.to.include("backup:DeleteBackupVaultAccessPolicy");
  });

  it("fits into one managed policy and is found without being made", async () => {
    const { recorded, text } = await boundary();
    expect(text.replaceAll(/\s/g, "").length).to.be.lessThan(policyQuota);
    expect(recorded.outputs("platform:aws:PermissionsBoundary").arn).to.equal(boundaryArn);
    expect(permissionsBoundaryArn(identity, accountId)).to.equal(boundaryArn);
  });
});
