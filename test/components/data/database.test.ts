import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Database, type DatabaseArgs } from "../../../components/data/database";
import { functionCode } from "../../../components/network/function-code";
import type { DatabaseSpec } from "../../../blueprint/database";
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
import { documentIn } from "../../support/region";

const projectType = "neon:index:Project";
const branchType = "neon:index:Branch";
const endpointType = "neon:index:Endpoint";
const roleType = "neon:index:Role";
const databaseType = "neon:index:Database";
const scheduleType = "neon:index:SnapshotSchedule";
const secretType = "aws:secretsmanager/secret:Secret";
const versionType = "aws:secretsmanager/secretVersion:SecretVersion";
const hyperdriveType = "cloudflare:index/hyperdriveConfig:HyperdriveConfig";
const passwordType = "random:index/randomPassword:RandomPassword";
const functionType = "aws:lambda/function:Function";
const invocationType = "aws:lambda/invocation:Invocation";
const certificateType = "cloudflare:index/mtlsCertificate:MtlsCertificate";

type DurableTier = Exclude<Tier, "preview">;
const durableTiers: readonly DurableTier[] = ["dev", "staging", "production"];

function durable(tier: DurableTier): DatabaseSpec {
  return {
    kind: "durable",
    name: "shop",
    projectName: `shop-${tier}`,
    organizationId: `org-${tier}`,
    region: "aws-eu-central-1",
    postgresVersion: 17,
    backupRecipients: [],
    backups: undefined,
    ...tiers[tier].database,
  };
}

const ephemeral: DatabaseSpec = {
  kind: "ephemeral",
  name: "shop",
  branchName: "pr-7",
  parentProjectId: "still-field-1",
  parentBranchId: "br-quiet-river-1",
  compute: tiers.preview.database.compute,
  expiresAt: "2026-01-08T00:00:00Z",
  connectionLimit: tiers.preview.database.connectionLimit,
};

function declare(tier: Tier, change: Partial<DatabaseArgs> = {}): Promise<Recorded> {
  const replicated = tier === "production";
  const args: DatabaseArgs = {
    spec: tier === "preview" ? ephemeral : durable(tier),
    context: contextOf(tier),
    cloudflareAccountId: "cloudflare-1",
    natAddresses: pulumi.output(["203.0.113.7", "203.0.113.8"]),
    network: { vpcId: "vpc-1", privateSubnetIds: ["subnet-3", "subnet-4"] },
    secretRecoveryDays: tiers[tier].secretRecoveryDays,
    replicaRegion: replicated ? recoveryRegion : undefined,
    replicaKeyArn: replicated ? recoveryKeyArn : undefined,
    ...change,
  };
  return record(() => new Database("db", args, {}), { stack: args.context.identity.stack });
}

function urlOf(recorded: Recorded, role: string): URL {
  const version = recorded.one(versionType, `db-connection-${role}-version`);
  return new URL(secretText(at(version.inputs, "secretString")));
}

function passwordOf(recorded: Recorded, role: string): string {
  return role === "migrator"
    ? secretText(at(recorded.one(roleType).outputs, "password"))
    : secretText(at(recorded.one(passwordType, `db-password-${role}`).outputs, "result"));
}

function secretArn(recorded: Recorded, role: string): unknown {
  return recorded.one(secretType, `db-connection-${role}-secret`).outputs.arn;
}

function settings(recorded: Recorded): Record<string, unknown> {
  return recorded.inputs(projectType).settings as Record<string, unknown>;
}

describe("Database", () => {
  describe("of a permanent environment", () => {
    const history = { dev: 21_600, staging: 86_400, production: 604_800 };
    const days = 86_400;
    const snapshots = {
      dev: [{ frequency: "daily", hour: 2, retentionSeconds: 7 * days }],
      staging: [{ frequency: "daily", hour: 2, retentionSeconds: 30 * days }],
      production: [
        { frequency: "daily", hour: 2, retentionSeconds: 90 * days },
        { frequency: "weekly", hour: 3, day: 7, retentionSeconds: 365 * days },
      ],
    };
    for (const tier of durableTiers) {
      it(`keeps ${tier}'s history and snapshots as long as was asked (BAK-1)`, async () => {
        const recorded = await declare(tier);
        expect(recorded.inputs(projectType).historyRetentionSeconds).to.equal(history[tier]);
        expect(recorded.inputs(scheduleType).schedule).to.deep.equal(snapshots[tier]);
      });

      it(`protects ${tier}'s data as its tier says`, async () => {
        const recorded = await declare(tier);
        expect(recorded.inputs(projectType).defaultBranch).to.include({
          protected: tier !== "dev",
        });
        for (const type of [projectType, databaseType, secretType]) {
          for (const { options } of recorded.ofType(type)) {
            expect(options.protect, type).to.equal(tier === "production");
          }
        }
      });
    }

    it("never sleeps in production and sleeps after a minute in dev", async () => {
      const compute = async (tier: Tier) =>
        (await declare(tier)).inputs(projectType).defaultEndpointSettings;
      expect(await compute("production")).to.deep.equal({
        autoscalingLimitMinCu: 1,
        autoscalingLimitMaxCu: 8,
        suspendTimeoutSeconds: -1,
      });
      expect(await compute("dev")).to.include({ suspendTimeoutSeconds: 60 });
    });

    it("admits the network and Cloudflare's ranges, and nobody else", async () => {
      const { ips } = settings(await declare("production")).allowedIps as { ips: string[] };
      expect(ips.slice(0, 2)).to.deep.equal(["203.0.113.7", "203.0.113.8"]);
      expect(ips).to.include.members(["173.245.48.0/20", "2400:cb00::/32"]);
      expect(ips).not.to.include.members(["0.0.0.0/0"]);
      expect(ips).not.to.include.members(["::/0"]);
    });

    it("is open to every address in dev, where branches of pull requests come and go", async () => {
      expect(settings(await declare("dev"))).not.to.have.property("allowedIps");
    });

    it("turns logical replication on in production only, since nobody can turn it off again", async () => {
      for (const tier of durableTiers) {
        const on = settings(await declare(tier)).enableLogicalReplication;
        expect(on, tier).to.equal(tier === "production");
      }
    });

    it("stops dev at 200 hours and 10 GiB, and nobody else", async () => {
      expect(settings(await declare("dev")).quota).to.deep.equal({
        activeTimeSeconds: 720_000,
        logicalSizeBytes: 10_737_418_240,
      });
      expect(settings(await declare("production"))).not.to.have.property("quota");
    });

    it("belongs to the role that migrates it", async () => {
      const recorded = await declare("staging");
      expect(recorded.inputs(databaseType)).to.include({ name: "shop", ownerName: "migrator" });
      expect(recorded.inputs(projectType).defaultBranch).to.include({
        databaseName: "shop",
        roleName: "migrator",
      });
    });

    it("needs no schedule where no snapshots are asked for", async () => {
      const spec = { ...durable("dev"), snapshots: [] } as DatabaseSpec;
      (await declare("dev", { spec })).expectNone(scheduleType);
    });
  });

  describe("of a pull request", () => {
    it("is a branch of development's that Neon removes by itself", async () => {
      const recorded = await declare("preview");
      expect(recorded.inputs(branchType)).to.deep.equal({
        projectId: "still-field-1",
        parentId: "br-quiet-river-1",
        name: "pr-7",
        initSource: "parent-data",
        protected: false,
        expiresAt: "2026-01-08T00:00:00Z",
      });
      expect(recorded.inputs(endpointType)).to.include({
        type: "read_write",
        suspendTimeoutSeconds: 60,
      });
    });

    it("has no project, database or snapshots of its own", async () => {
      const recorded = await declare("preview");
      for (const type of [projectType, databaseType, scheduleType]) {
        recorded.expectNone(type);
      }
    });

    it("has the same roles and connections as any other", async () => {
      const [branch, project] = [await declare("preview"), await declare("dev")];
      for (const type of [roleType, passwordType, versionType, invocationType, hyperdriveType]) {
        const names = (recorded: Recorded) => recorded.ofType(type).map(({ name }) => name);
        expect(names(branch)).to.deep.equal(names(project));
      }
      expect(urlOf(branch, "app").password).not.to.equal(urlOf(project, "app").password);
    });
  });

  describe("connections", () => {
    it("give tasks the role app through the pooler, and the password it was given", async () => {
      const recorded = await declare("production");
      const url = urlOf(recorded, "app");
      expect(url.username).to.equal("app");
      expect(url.password).to.equal(passwordOf(recorded, "app"));
      expect(url.hostname).to.match(/^ep-[a-z0-9-]+-pooler\.eu-central-1\.aws\.neon\.tech$/);
      expect(url.pathname).to.equal("/shop");
      expect(url.search).to.equal("?sslmode=require&channel_binding=require");
    });

    it("give migrations a direct connection of their own role", async () => {
      const recorded = await declare("production");
      const url = urlOf(recorded, "migrator");
      expect(url.username).to.equal("migrator");
      expect(url.password).to.equal(passwordOf(recorded, "migrator"));
      expect(url.hostname).not.to.contain("-pooler");
    });

    it("give people a session that refuses to write", async () => {
      const url = urlOf(await declare("production"), "read-only");
      expect(url.username).to.equal("read_only");
      expect(url.searchParams.get("options")).to.equal("-c default_transaction_read_only=on");
    });

    it("lie in Secrets Manager under the environment's key, for as long as the tier says", async () => {
      const recorded = await declare("production");
      const secrets = recorded
        .ofType(secretType)
        .map(({ name }) => recorded.inputs(secretType, name));
      expect(secrets.map(({ name }) => name)).to.have.members([
        "shop-production-database/app",
        "shop-production-database/migrator",
        "shop-production-database/read-only",
      ]);
      for (const secret of secrets) {
        expect(secret).to.deep.include({
          kmsKeyId: contextOf("production").encryptionKeyArn,
          recoveryWindowInDays: 30,
          replicas: [{ region: recoveryRegion, kmsKeyId: recoveryKeyArn }],
        });
      }
    });

    it("never show a password", async () => {
      const recorded = await declare("production");
      const shown = JSON.stringify(recorded.all, (_, value: unknown) =>
        value instanceof Object && value.constructor.name === "Secret" ? "***" : value,
      );
      for (const role of ["migrator", "app", "read-only"]) {
        expect(shown).not.to.contain(passwordOf(recorded, role));
      }
    });
  });

  describe("Hyperdrive", () => {
    it("connects directly as app, with the password marked secret", async () => {
      const recorded = await declare("production");
      const hyperdrive = recorded.one(hyperdriveType);
      const origin = recorded.inputs(hyperdriveType).origin as Record<string, unknown>;
      expect(origin).to.include({ user: "app", database: "shop", port: 5432 });
      expect(origin.host).to.match(/^ep-[a-z0-9-]+\.eu-central-1\.aws\.neon\.tech$/);
      expect(origin.host).not.to.contain("-pooler");
      expect(secretText(at(hyperdrive.inputs, "origin", "password"))).to.equal(
        passwordOf(recorded, "app"),
      );
    });

    it("checks the server's name against the root that signs Neon's certificates", async () => {
      const recorded = await declare("production");
      const certificate = recorded.one(certificateType);
      expect(recorded.inputs(hyperdriveType).mtls).to.deep.equal({
        sslmode: "verify-full",
        caCertificateId: certificate.id,
      });
      const root = new X509Certificate(String(recorded.inputs(certificateType).certificates));
      expect(root.fingerprint256.replaceAll(":", "").toLowerCase()).to.equal(
        "96bcec06264976f37460779acf28c5a7cfe8a3c0aae11a8ffcee05c0bddf08c6",
      );
      expect(root.ca).to.equal(true);
    });

    it("opens as many connections as the tier allows", async () => {
      for (const tier of ["preview", ...durableTiers] as const) {
        const limit = (await declare(tier)).inputs(hyperdriveType).originConnectionLimit;
        expect(limit, tier).to.equal(tiers[tier].database.connectionLimit);
      }
    });

    it("answers no query from a cache", async () => {
      const recorded = await declare("production");
      expect(recorded.inputs(hyperdriveType).caching).to.deep.equal({ disabled: true });
    });
  });

  describe("roles", () => {
    it("come from Neon's API for the owner alone, since it gives each of its own all rights", async () => {
      for (const tier of ["preview", ...durableTiers] as const) {
        const roles = (await declare(tier)).ofType(roleType).map(({ inputs }) => inputs.name);
        expect(roles, tier).to.deep.equal(["migrator"]);
      }
    });

    it("get passwords that no URL has to quote and nobody guesses", async () => {
      const recorded = await declare("production");
      for (const { name, inputs, options } of recorded.ofType(passwordType)) {
        expect(inputs, name).to.deep.include({ length: 48, special: false });
        expect(options.protect, name).to.equal(true);
      }
      expect(recorded.ofType(passwordType)).to.have.length(2);
    });

    it("are set up by a function in the private network, with the code and client that it needs", async () => {
      const setUp = (await declare("staging")).inputs(functionType);
      expect(setUp).to.deep.include({
        name: "shop-staging-database-roles",
        runtime: "nodejs22.x",
        architectures: ["arm64"],
        handler: "index.handler",
      });
      expect(setUp.vpcConfig).to.deep.include({ subnetIds: ["subnet-3", "subnet-4"] });
      const { assets } = setUp.code as { assets: Record<string, { path: string }> };
      for (const [name, { path }] of Object.entries(assets)) {
        expect(existsSync(path), name).to.equal(true);
      }
      expect(Object.keys(assets)).to.include.members(["index.mjs", "node_modules/postgres"]);
    });

    it("are set up with the three connections, and with nothing else that is secret", async () => {
      const recorded = await declare("staging");
      const { policy } = recorded.inputs("aws:iam/rolePolicy:RolePolicy", "db-roles-policy");
      expect(documentIn(policy).Statement).to.deep.equal([
        {
          Sid: "ReadConnections",
          Effect: "Allow",
          Action: "secretsmanager:GetSecretValue",
          Resource: ["migrator", "app", "read-only"].map((role) => secretArn(recorded, role)),
        },
        {
          Sid: "DecryptConnections",
          Effect: "Allow",
          Action: "kms:Decrypt",
          Resource: contextOf("staging").encryptionKeyArn,
          Condition: {
            StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" },
          },
        },
      ]);
      const ports = recorded
        .ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
        .map(({ inputs }) => [inputs.fromPort, inputs.toPort]);
      expect(ports).to.have.deep.members([
        [5432, 5432],
        [443, 443],
      ]);
    });

    it("are set up again when a password changes or the code does, and else not", async () => {
      const recorded = await declare("staging");
      const { functionName, input, triggers } = recorded.inputs(invocationType);
      expect(functionName).to.equal("shop-staging-database-roles");
      const versionId = (role: string) =>
        recorded.one(versionType, `db-connection-${role}-version`).outputs.versionId;
      expect(JSON.parse(String(input))).to.deep.equal(
        Object.fromEntries(
          [
            ["migrator", "migrator"],
            ["app", "app"],
            ["readOnly", "read-only"],
          ].map(([key, role = ""]) => [
            key,
            { arn: secretArn(recorded, role), versionId: versionId(role) },
          ]),
        ),
      );
      expect(triggers).to.deep.equal({
        code: functionCode("functions/database-roles", ["postgres"]).hash,
      });
      expect((await declare("staging")).inputs(invocationType)).to.deep.equal({
        functionName,
        input,
        triggers,
      });
    });

    it("are there before anybody connects as one of them", async () => {
      const recorded = await declare("production");
      const invocation = recorded.one(invocationType);
      expect(invocation.dependencies).to.include(recorded.one(databaseType).urn);
      expect(recorded.one(hyperdriveType).dependencies).to.include(invocation.urn);
    });
  });

  it("registers everything that services need", async () => {
    const recorded = await declare("production");
    const outputs = recorded.outputs("platform:neon:Database");
    const arn = (role: string) =>
      recorded.one(secretType, `db-connection-${role}-secret`).outputs.arn;
    expect(outputs).to.deep.equal({
      connectionSecretArn: arn("app"),
      migrationSecretArn: arn("migrator"),
      readOnlySecretArn: arn("read-only"),
      hyperdriveId: recorded.one(hyperdriveType).id,
      projectId: recorded.one(projectType).id,
      branchId: recorded.one(projectType).outputs.defaultBranchId,
      host: recorded.one(projectType).outputs.host,
    });
  });
});
