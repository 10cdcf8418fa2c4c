import { expect } from "chai";
import { deployRoleArns, type JobRole } from "../../../components/delivery/deploy-roles";
import type { Identity } from "../../../sandbox/identities/identity";
import { sampleStacks } from "../../support/sample";
import { DeclaredCloud, identityIn } from "./declared";

/** What is an administrator's for good (docs/runbooks/bootstrap.md), by the words of the refusals. */
const administrators =
  /oidc-provider\/|policy\/acme-[\w-]+-(?:boundary|deploy-\w+) |role\/acme-[\w-]+-(?:approve|deploy|preview) /;
const locks = /backup:(?:Put|Delete)BackupVaultLockConfiguration /;
const vaultPolicy = /backup:(?:Put|Delete)BackupVaultAccessPolicy |backup:DeleteBackupVault /;
/** Gates are a person's to change. */
const gates =
  /^(?:DELETE|PATCH|POST|PUT) https:\/\/api\.github\.com\/repos\/acme\/platform\/environments\/\S+: 403 Resource not accessible by integration \[\] /;

/** The database's project, with all that is in it, is no job's to make, to delete or to look for. */
const ofProjects = (message: string) =>
  message.startsWith("the API key does not permit this action (");

for (const [stack, ...around] of [["dev"], ["staging"], ["production"], ["pr-7", "dev"]] as const) {
  const isProtected = stack === "production";
  const isPermanent = stack !== "pr-7";

  describe(`the jobs of ${stack}`, () => {
    let cloud: DeclaredCloud;
    before(async () => {
      cloud = await DeclaredCloud.of(stack, ...around);
    });
    after(() => {
      cloud.dispose();
    });

    it("read everything that is declared, as drift does before each deployment", () => {
      expect(cloud.denied(identityIn(stack, "deploy"), "read")).to.deep.equal([]);
      const denied = cloud.lookupsDenied(identityIn(stack, "deploy"));
      expect(denied.filter((message) => !ofProjects(message))).to.deep.equal([]);
      expect(denied.length > 0).to.equal(isPermanent);
    });

    for (const operation of ["create", "update", "delete"] as const) {
      it(`${operation} everything but what is an administrator's`, () => {
        const denied = cloud.denied(identityIn(stack, "deploy"), operation);
        const others = denied
          .filter((message) => !administrators.test(message) && !locks.test(message))
          .filter((message) => !isPermanent || !(gates.test(message) || ofProjects(message)))
          .filter((message) => !isProtected || !vaultPolicy.test(message));
        expect(others).to.deep.equal([]);
        expect(denied.some((message) => administrators.test(message))).to.equal(true);
        expect(denied.some((message) => gates.test(message))).to.equal(isPermanent);
        const changes = isPermanent && operation !== "update";
        expect(denied.some(ofProjects)).to.equal(changes);
      });
    }

    it("change nothing when they only look", () => {
      const allowed = cloud.allowed(identityIn(stack, "preview"), ["create", "update", "delete"]);
      const changes = allowed.filter((action) => !/:(?:Describe|Get|List|View)/.test(action));
      expect(changes).to.deep.equal([]);
    });

    it("hold no key of Cloudflare's or Neon's when they only look, and one that reads no gate", () => {
      const preview = identityIn(stack, "preview");
      for (const [vendor, refusal] of [
        ["cloudflare:", /"code":9106,"message":"Missing X-Auth-Key/],
        ["neon:", /there is no API key/],
        ...(isPermanent ? ([["github:", gates]] as const) : []),
      ] as const) {
        const denied = cloud.denied(preview, "create", vendor);
        expect(denied.filter((message) => !refusal.test(message))).to.deep.equal([]);
        expect(denied, vendor).not.to.deep.equal([]);
      }
    });
  });
}

describe("an administrator", () => {
  for (const stack of sampleStacks) {
    it(`makes, reads, changes and deletes everything that ${stack} declares`, async () => {
      const cloud = await DeclaredCloud.of(stack, ...(stack === "pr-7" ? ["dev"] : []));
      try {
        const administrator = identityIn(stack, "administrator");
        for (const operation of ["create", "read", "update", "delete"] as const) {
          const denied = cloud.denied(administrator, operation);
          // Of production it is there already: the policy that guards a vault refuses even them.
          expect(denied.filter((message) => !vaultPolicy.test(message))).to.deep.equal([]);
        }
        expect(cloud.lookupsDenied(administrator)).to.deep.equal([]);
      } finally {
        cloud.dispose();
      }
    });
  }
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
    const may = (role: JobRole) => cloud.may(as(role), "ecs:ContinueServiceDeployment", deployment);
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
    const allowed = cloud.allowed(as("approve"), ["create", "update", "delete"]);
    expect(allowed.filter((action) => !/:(?:Describe|List)/.test(action))).to.deep.equal([]);
  });
});

function as(role: JobRole): Identity {
  const roles = deployRoleArns({ product: "acme", stack: "production" }, "333333333333");
  return { ...identityIn("production", "deploy"), aws: { roleArn: roles[role] } };
}
