import { expect } from "chai";
import { deployRoleArns, type JobRole } from "../../../components/delivery/deploy-roles";
import type { Identity } from "../../../sandbox/identities/identity";
import { DeclaredCloud } from "./declared";

const accounts = { dev: "111111111111", staging: "222222222222", production: "333333333333" };

/** What is an administrator's for good (docs/runbooks/bootstrap.md), by the words of the refusals. */
const administrators =
  /oidc-provider\/|policy\/acme-[\w-]+-(?:boundary|deploy-\w+) |role\/acme-[\w-]+-(?:approve|deploy|preview) /;
const locks = /backup:(?:Put|Delete)BackupVaultLockConfiguration /;
const vaultPolicy = /backup:(?:Put|Delete)BackupVaultAccessPolicy |backup:DeleteBackupVault /;

function as(role: JobRole, stack: string, accountId: string): Identity {
  return { aws: { roleArn: deployRoleArns({ product: "acme", stack }, accountId)[role] } };
}

for (const [stack, accountId, ...around] of [
  ["dev", accounts.dev],
  ["staging", accounts.staging],
  ["production", accounts.production],
  ["pr-7", accounts.dev, "dev"],
] as const) {
  const isProtected = stack === "production";

  describe(`the jobs of ${stack}`, () => {
    let cloud: DeclaredCloud;
    before(async () => {
      cloud = await DeclaredCloud.of(stack, ...around);
    });
    after(() => {
      cloud.dispose();
    });

    it("read everything that is declared, as drift does before each deployment", () => {
      expect(cloud.denied(as("deploy", stack, accountId), "read")).to.deep.equal([]);
      expect(cloud.lookupsDenied(as("deploy", stack, accountId))).to.deep.equal([]);
    });

    for (const operation of ["create", "update", "delete"] as const) {
      it(`${operation} everything but what is an administrator's`, () => {
        const denied = cloud.denied(as("deploy", stack, accountId), operation);
        const others = denied
          .filter((message) => !administrators.test(message) && !locks.test(message))
          .filter((message) => !isProtected || !vaultPolicy.test(message));
        expect(others).to.deep.equal([]);
        expect(denied.some((message) => administrators.test(message))).to.equal(true);
      });
    }

    it("change nothing when they only look", () => {
      const allowed = cloud.allowed(as("preview", stack, accountId), [
        "create",
        "update",
        "delete",
      ]);
      const changes = allowed.filter((action) => !/:(?:Describe|Get|List|View)/.test(action));
      expect(changes).to.deep.equal([]);
    });
  });
}

describe("an administrator of production", () => {
  it("makes everything that is declared, in an account where nothing of it is yet", async () => {
    const cloud = await DeclaredCloud.of("production");
    try {
      const denied = cloud.denied({ aws: "administrator" }, "create");
      // It is there already: the policy that guards a vault refuses even them.
      expect(denied.filter((message) => !vaultPolicy.test(message))).to.deep.equal([]);
    } finally {
      cloud.dispose();
    }
  });
});

describe("a deployment of production that waits for a person", () => {
  const deployment =
    "arn:aws:ecs:eu-west-1:333333333333:service-deployment/acme-production-blue/admin/abc";
  let cloud: DeclaredCloud;
  before(async () => {
    cloud = await DeclaredCloud.of("production");
  });
  after(() => {
    cloud.dispose();
  });

  it("is let go on by the approving job, and by no other", () => {
    const may = (role: JobRole) =>
      cloud.may(
        as(role, "production", accounts.production),
        "ecs:ContinueServiceDeployment",
        deployment,
      );
    expect({
      approve: may("approve"),
      deploy: may("deploy"),
      preview: may("preview"),
    }).to.deep.equal({
      approve: true,
      deploy: false,
      preview: false,
    });
  });

  it("is changed by no approving job in any other way", () => {
    const approve = as("approve", "production", accounts.production);
    const allowed = cloud.allowed(approve, ["create", "update", "delete"]);
    expect(allowed.filter((action) => !/:(?:Describe|List)/.test(action))).to.deep.equal([]);
  });
});
