import { TaskDefinition } from "@pulumi/aws/ecs/taskDefinition";
import { expect } from "chai";
import { SecretStore, type SecretStoreArgs } from "../../../components/secrets/secret-store";
import { Secret, secretStrings } from "../../../preview/report/tree";
import type { SecretSpec } from "../../../blueprint/secret";
import type { Tier } from "../../../blueprint/tier";
import { tiers } from "../../../blueprint/tiers";
import {
  at,
  contextOf,
  recoveryKeyArn,
  recoveryRegion,
  secretText,
} from "../../support/data-context";
import { record, type Recorded } from "../../support/record";

const secretType = "aws:secretsmanager/secret:Secret";
const versionType = "aws:secretsmanager/secretVersion:SecretVersion";
const passwordType = "random:index/randomPassword:RandomPassword";
const githubType = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";
const storeType = "platform:secrets:SecretStore";

const everywhere: SecretSpec = {
  name: "accounts/SESSION_KEY",
  workload: "accounts",
  source: "generated",
  stores: ["secrets-manager", "worker", "github"],
};
const external: SecretSpec = {
  name: "accounts/CINETPAY_KEY",
  workload: "accounts",
  source: "external",
  stores: ["secrets-manager", "worker", "github"],
};

function argsOf(
  tier: Tier,
  secrets: readonly SecretSpec[],
  change: Partial<SecretStoreArgs> = {},
): SecretStoreArgs {
  const replicated = tier === "production";
  return {
    secrets,
    recoveryDays: tiers[tier].secretRecoveryDays,
    replicaRegion: replicated ? recoveryRegion : undefined,
    replicaKeyArn: replicated ? recoveryKeyArn : undefined,
    context: contextOf(tier),
    cloudflare: { secretsStoreId: "store-1" },
    github: { repository: "platform", environment: "production" },
    ...change,
  };
}

function recordStore(
  tier: Tier,
  secrets: readonly SecretSpec[],
  change?: Partial<SecretStoreArgs>,
): Promise<Recorded> {
  return record(() => new SecretStore("secrets", argsOf(tier, secrets, change), {}));
}

async function failure(
  secrets: readonly SecretSpec[],
  change?: Partial<SecretStoreArgs>,
): Promise<string> {
  try {
    await recordStore("production", secrets, change);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the store was declared");
}

describe("SecretStore", () => {
  describe("a generated secret", () => {
    it("has one secret value in Secrets Manager, the Worker and GitHub", async () => {
      const recorded = await recordStore("production", [everywhere]);
      const generated = secretText(at(recorded.one(passwordType).outputs, "result"));
      const workers = at(recorded.one(storeType).outputs, "workerSecrets");

      expect(generated).to.have.length(48);
      expect(secretText(at(recorded.one(versionType).inputs, "secretString"))).to.equal(generated);
      expect(secretText(at(recorded.one(githubType).inputs, "value"))).to.equal(generated);
      expect(secretStrings(workers ?? null)).to.include(generated);
    });

    it("stands nowhere without being marked secret", async () => {
      const recorded = await recordStore("production", [everywhere]);
      const generated = secretText(at(recorded.one(passwordType).outputs, "result"));
      for (const { inputs, outputs } of recorded.all) {
        expect(plainStrings(inputs)).not.to.include(generated);
        expect(plainStrings(outputs)).not.to.include(generated);
      }
    });

    it("is generated anew under a new name only", async () => {
      const recorded = await recordStore("dev", [everywhere]);
      expect(recorded.inputs(passwordType).keepers).to.deep.equal({ secret: everywhere.name });
    });

    it("has only letters and digits, so that nothing has to quote it", async () => {
      const recorded = await recordStore("dev", [everywhere]);
      expect(recorded.inputs(passwordType).special).to.equal(false);
    });

    it("has its value before anybody gets its ARN", async () => {
      const recorded = await record(() => {
        const { secretArns } = new SecretStore("secrets", argsOf("dev", [everywhere]), {});
        const containerDefinitions = secretArns[everywhere.name] ?? "";
        new TaskDefinition("task", { family: "accounts", containerDefinitions });
      });
      const { dependencies } = recorded.one("aws:ecs/taskDefinition:TaskDefinition");
      expect(dependencies).to.include(recorded.one(versionType).urn);
    });

    it("goes only to the stores that its workload reads", async () => {
      const recorded = await recordStore("dev", [{ ...everywhere, stores: ["worker"] }]);
      recorded.expectNone(secretType);
      recorded.expectNone(githubType);
      expect(recorded.outputs(storeType).secretArns).to.deep.equal({});
    });
  });

  describe("an external secret", () => {
    it("is declared in Secrets Manager without a value", async () => {
      const recorded = await recordStore("production", [external]);
      expect(recorded.inputs(secretType).name).to.equal("shop-production-accounts/CINETPAY_KEY");
      recorded.expectNone(versionType);
      recorded.expectNone(passwordType);
      recorded.expectNone(githubType);
    });

    it("reaches a Worker by reference, under a name that carries the environment", async () => {
      const recorded = await recordStore("production", [external]);
      expect(recorded.outputs(storeType).workerSecrets).to.deep.equal({
        [external.name]: {
          kind: "store",
          storeId: "store-1",
          secretName: "shop_production_accounts_CINETPAY_KEY",
        },
      });
    });

    it("needs a Secrets Store where a Worker reads it", async () => {
      expect(await failure([external], { cloudflare: {} })).to.equal(
        `the Worker's external secret "accounts/CINETPAY_KEY" needs Cloudflare's Secrets Store: set its id (secretsStoreId)`,
      );
    });
  });

  describe("in Secrets Manager", () => {
    for (const tier of ["dev", "staging", "production"] as const) {
      it(`can be taken back for ${String(tiers[tier].secretRecoveryDays)} days in ${tier}`, async () => {
        const recorded = await recordStore(tier, [everywhere]);
        const secret = recorded.one(secretType);
        expect(recorded.inputs(secretType)).to.include({
          recoveryWindowInDays: tier === "production" ? 30 : 7,
          kmsKeyId: contextOf(tier).encryptionKeyArn,
        });
        expect(secret.options.protect).to.equal(tier === "production");
      });
    }

    it("has a replica in the recovery region, under that region's key", async () => {
      const recorded = await recordStore("production", [everywhere]);
      expect(recorded.inputs(secretType).replicas).to.deep.equal([
        { region: recoveryRegion, kmsKeyId: recoveryKeyArn },
      ]);
    });

    it("has no replica where there is no recovery region", async () => {
      const recorded = await recordStore("staging", [everywhere]);
      expect(recorded.inputs(secretType)).not.to.have.property("replicas");
    });

    it("has no replica under a key of AWS's", async () => {
      expect(await failure([everywhere], { replicaKeyArn: undefined })).to.equal(
        `the replica in ${recoveryRegion} needs a key of that region: pass replicaKeyArn`,
      );
    });
  });

  describe("in GitHub", () => {
    const named = (name: string): SecretSpec => ({ ...everywhere, name, stores: ["github"] });
    const names: Readonly<Record<string, string>> = {
      "accounts/SESSION_KEY": "ACCOUNTS_SESSION_KEY",
      "qis-data/token": "QIS_DATA_TOKEN",
      "github/TOKEN": "_GITHUB_TOKEN",
      "3d-viewer/KEY": "_3D_VIEWER_KEY",
    };
    for (const [name, expected] of Object.entries(names)) {
      it(`calls ${name} ${expected}`, async () => {
        const recorded = await recordStore("dev", [named(name)]);
        expect(recorded.inputs(githubType).secretName).to.equal(expected);
      });
    }

    it("refuses two secrets that would overwrite each other", async () => {
      expect(await failure([named("a-b/KEY"), named("a_b/KEY")])).to.equal(
        `the secrets "a-b/KEY" and "a_b/KEY" get the same name A_B_KEY where only letters, digits and _ are allowed: rename one`,
      );
    });
  });
});

/** Every text that stands outside a secret. */
function plainStrings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null || value instanceof Secret) return [];
  return Object.values(value).flatMap(plainStrings);
}
