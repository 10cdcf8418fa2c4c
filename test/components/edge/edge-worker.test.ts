import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { EdgeWorker, type EdgeWorkerArgs } from "../../../components/edge/edge-worker";
import { Login } from "../../../components/edge/login";
import { redactMap, secretStrings } from "../../../preview/report/tree";
import type { EdgeWorkerSpec } from "../../../blueprint/edge";
import type { IdentitySpec } from "../../../blueprint/environment";
import { record } from "../../support/record";

const type = (name: string) =>
  `cloudflare:index/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const identity: IdentitySpec = {
  stack: "staging",
  tier: "staging",
  product: "shop",
  host: "staging.example.com",
  tags: {
    environment: "staging",
    project: "shop",
    "managed-by": "pulumi",
    "cost-center": "platform",
  },
  expiresOn: undefined,
};

const spec: EdgeWorkerSpec = {
  name: "accounts",
  version: "1.4.0",
  digest: `sha256:${"a".repeat(64)}`,
  modulePath: "services/accounts/dist/index.js",
  compatibilityDate: "2026-01-15",
  compatibilityFlags: ["nodejs_compat"],
  cpuMs: 50,
  customDomain: "accounts.staging.example.com",
  routes: ["staging.example.com/api/accounts/*"],
  healthUrl: "https://accounts.acme.example/healthz",
  crons: ["*/5 * * * *"],
  login: undefined,
  variables: { REGION: "eu" },
  secrets: [
    { variable: "SIGNING_KEY", secret: "accounts/SIGNING_KEY" },
    { variable: "API_KEY", secret: "accounts/API_KEY" },
  ],
  usesDatabase: true,
  objectStores: ["identity-documents"],
  traffic: { kind: "all" },
  logSampling: 0.5,
  previewUrls: false,
};

function args(changes: Partial<EdgeWorkerSpec> = {}): EdgeWorkerArgs {
  return {
    spec: { ...spec, ...changes },
    context: { identity },
    accountId: "account",
    zoneId: "zone",
    secrets: {
      // Not marked secret on purpose: the component must not rely on its caller.
      "accounts/SIGNING_KEY": { kind: "text", value: pulumi.output("signing-key-value") },
      "accounts/API_KEY": { kind: "store", storeId: "store", secretName: "accounts_API_KEY" },
    },
    hyperdriveId: "hyperdrive",
    objectStores: { "identity-documents": { r2BucketName: "shop-staging-identity-documents" } },
    logging: { retentionDays: 30, level: "info", errorSampleRate: 0.5 },
    siteDomains: [],
    login: undefined,
  };
}

const declare = (changes: Partial<EdgeWorkerSpec> = {}) =>
  record(() => new EdgeWorker("accounts", args(changes), {}), { stack: "staging" });

async function failure(program: () => unknown): Promise<unknown> {
  try {
    await record(program);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("EdgeWorker", () => {
  it("is led to only when its login stands, whatever its traffic, and knows that login", async () => {
    const uris = ["accounts.staging.example.com", "staging.example.com/api/accounts/*"];
    const recorded = await record(() => {
      const login = new Login(
        "login",
        {
          spec: { issuer: "https://shop.test", session: "8h", admissions: [], addresses: [] },
          identity,
          accountId: "account",
        },
        {},
      );
      const traffic = { kind: "split", percentage: 0, stableVersionId: "stable" } as const;
      const { spec: asking, ...others } = args({ login: { uris, openUris: [] }, traffic });
      new EdgeWorker("accounts", { ...others, spec: asking, login }, {});
    });
    const application = recorded.one(type("zeroTrustAccessApplication"));
    for (const name of ["workersCustomDomain", "workersRoute"]) {
      expect(recorded.one(type(name)).dependencies, name).to.include(application.urn);
    }
    expect(recorded.inputs(type("workerVersion")).bindings).to.deep.include.members([
      { type: "plain_text", name: "LOGIN_ISSUER", text: "https://shop.test" },
      { type: "plain_text", name: "LOGIN_AUDIENCE", text: application.outputs.aud },
    ]);
  });

  it("names the Worker after product, stack and workload", async () => {
    expect((await declare()).inputs(type("worker")).name).to.equal("shop-staging-accounts");
  });

  it("keeps the sampled share of logs", async () => {
    expect(
      (await declare({ logSampling: 0.1 })).inputs(type("worker")).observability,
    ).to.deep.equal({
      enabled: true,
      headSamplingRate: 0.1,
      logs: { enabled: true, headSamplingRate: 0.1, invocationLogs: true, persist: true },
    });
  });

  it("is reached neither by workers.dev nor by preview URLs in a permanent environment", async () => {
    expect((await declare()).inputs(type("worker")).subdomain).to.deep.equal({
      enabled: false,
      previewsEnabled: false,
    });
  });

  it("has preview URLs where the spec asks for them", async () => {
    expect((await declare({ previewUrls: true })).inputs(type("worker")).subdomain).to.deep.equal({
      enabled: false,
      previewsEnabled: true,
    });
  });

  it("carries the environment's tags", async () => {
    expect((await declare()).inputs(type("worker")).tags).to.deep.equal([
      "cost-center:platform",
      "environment:staging",
      "managed-by:pulumi",
      "project:shop",
    ]);
  });

  it("uploads the built module with its date, flags and CPU limit", async () => {
    const version = (await declare()).inputs(type("workerVersion"));
    expect(version).to.include({ mainModule: "index.js", compatibilityDate: "2026-01-15" });
    expect(version.modules).to.deep.equal([
      {
        name: "index.js",
        contentFile: "services/accounts/dist/index.js",
        contentType: "application/javascript+module",
      },
    ]);
    expect(version.compatibilityFlags).to.deep.equal(["nodejs_compat"]);
    expect(version.limits).to.deep.equal({ cpuMs: 50 });
  });

  it("says nothing of flags it has none of, which would be a new version in every deployment", async () => {
    const version = (await declare({ compatibilityFlags: [] })).inputs(type("workerVersion"));
    expect(version).to.not.have.property("compatibilityFlags");
  });

  it("marks the version with the release's number and digest", async () => {
    expect((await declare()).inputs(type("workerVersion")).annotations).to.deep.equal({
      workersTag: "1.4.0",
      workersMessage: `sha256:${"a".repeat(64)}`,
    });
  });

  it("never lets the version deploy itself past the deployment", async () => {
    expect((await declare()).inputs(type("workerVersion"))).not.to.have.property("deploy");
  });

  it("declares the next release under the same URNs and keeps the former at Cloudflare", async () => {
    const before = await declare();
    const after = await declare({ version: "1.5.0", digest: `sha256:${"b".repeat(64)}` });
    expect(after.all.map(({ urn }) => urn)).to.have.members(before.all.map(({ urn }) => urn));
    for (const name of ["workerVersion", "workersDeployment"]) {
      expect(after.one(type(name)).options.retainOnDelete, name).to.equal(true);
      expect(after.inputs(type(name)), name).not.to.deep.equal(before.inputs(type(name)));
    }
  });

  it("gives the code its variables, secrets, database and object stores, sorted by name", async () => {
    expect((await declare()).inputs(type("workerVersion")).bindings).to.deep.equal([
      {
        type: "secrets_store_secret",
        name: "API_KEY",
        storeId: "store",
        secretName: "accounts_API_KEY",
      },
      { type: "plain_text", name: "ENVIRONMENT", text: "staging" },
      { type: "hyperdrive", name: "HYPERDRIVE", id: "hyperdrive" },
      { type: "plain_text", name: "LOG_LEVEL", text: "info" },
      {
        type: "r2_bucket",
        name: "OBJECT_STORE_IDENTITY_DOCUMENTS",
        bucketName: "shop-staging-identity-documents",
      },
      { type: "plain_text", name: "REGION", text: "eu" },
      { type: "plain_text", name: "SENTRY_ENVIRONMENT", text: "staging" },
      { type: "plain_text", name: "SENTRY_SAMPLE_RATE", text: "0.5" },
      { type: "plain_text", name: "SERVICE", text: "accounts" },
      { type: "secret_text", name: "SIGNING_KEY", text: "signing-key-value" },
      { type: "plain_text", name: "VERSION", text: "1.4.0" },
    ]);
  });

  it("lets no workload say that it runs in another environment", async () => {
    const { bindings } = (await declare({ variables: { ENVIRONMENT: "production" } })).inputs(
      type("workerVersion"),
    );
    expect(bindings).to.deep.include({ type: "plain_text", name: "ENVIRONMENT", text: "staging" });
  });

  it("marks the text of a secret, and nothing else, as secret", async () => {
    const { inputs } = (await declare()).one(type("workerVersion"));
    expect(secretStrings(inputs)).to.deep.equal(["signing-key-value"]);
    expect(JSON.stringify(redactMap(inputs))).not.to.contain("signing-key-value");
  });

  it("runs beside the database when it uses it, else beside the visitor", async () => {
    expect((await declare()).inputs(type("workerVersion")).placement).to.deep.equal({
      mode: "smart",
    });
    expect(
      (await declare({ usesDatabase: false })).inputs(type("workerVersion")),
    ).not.to.have.property("placement");
  });

  it("sends all traffic to the declared version", async () => {
    const recorded = await declare();
    const deployment = recorded.inputs(type("workersDeployment"));
    expect(deployment).to.include({
      scriptName: "shop-staging-accounts",
      strategy: "percentage",
    });
    expect(deployment.versions).to.deep.equal([
      { versionId: recorded.one(type("workerVersion")).id, percentage: 100 },
    ]);
  });

  it("splits traffic between the version that serves now and the declared one", async () => {
    const recorded = await declare({
      traffic: { kind: "split", percentage: 5, stableVersionId: "stable" },
    });
    const deployment = recorded.inputs(type("workersDeployment"));
    expect(deployment.versions).to.deep.equal([
      { versionId: "stable", percentage: 95 },
      { versionId: recorded.one(type("workerVersion")).id, percentage: 5 },
    ]);
    expect(deployment.annotations).to.deep.equal({ workersMessage: "1.4.0 at 5 %" });
  });

  it("is reached by its domain, routes and schedule, once it is deployed", async () => {
    const recorded = await declare();
    expect(recorded.inputs(type("workersCustomDomain"))).to.deep.equal({
      accountId: "account",
      zoneId: "zone",
      hostname: "accounts.staging.example.com",
      service: "shop-staging-accounts",
    });
    expect(recorded.inputs(type("workersRoute"))).to.deep.equal({
      zoneId: "zone",
      pattern: "staging.example.com/api/accounts/*",
      script: "shop-staging-accounts",
    });
    expect(recorded.inputs(type("workersCronTrigger"))).to.deep.equal({
      accountId: "account",
      scriptName: "shop-staging-accounts",
      schedules: [{ cron: "*/5 * * * *" }],
    });
    const deployment = recorded.one(type("workersDeployment")).urn;
    for (const name of ["workersCustomDomain", "workersRoute", "workersCronTrigger"]) {
      expect(recorded.one(type(name)).dependencies, name).to.include(deployment);
    }
  });

  it("declares no domain, route or schedule that the spec does not ask for", async () => {
    const recorded = await declare({ customDomain: undefined, routes: [], crons: [] });
    recorded.expectNone(type("workersCustomDomain"));
    recorded.expectNone(type("workersRoute"));
    recorded.expectNone(type("workersCronTrigger"));
  });

  it("registers its name, version and deployment as outputs", async () => {
    const recorded = await declare();
    expect(recorded.outputs("platform:cloudflare:EdgeWorker")).to.deep.equal({
      workerName: "shop-staging-accounts",
      versionId: recorded.one(type("workerVersion")).id,
      deploymentId: recorded.one(type("workersDeployment")).id,
    });
  });

  for (const [fact, changes, message] of [
    [
      "a secret that the environment lacks",
      { secrets: [{ variable: "TOKEN", secret: "accounts/TOKEN" }] },
      "Worker accounts: uses the secret accounts/TOKEN, which is not there",
    ],
    [
      "an object store that the environment lacks",
      { objectStores: ["archive"] },
      "Worker accounts: uses the object store archive, which is not there",
    ],
    [
      "two bindings of one name",
      { variables: { SIGNING_KEY: "plain" } },
      "Worker accounts: declares the binding SIGNING_KEY twice: rename the variable or the secret",
    ],
    [
      "a share of traffic above 99 %",
      { traffic: { kind: "split", percentage: 100, stableVersionId: "stable" } },
      "Worker accounts: a share of 100 % is not within 0 to 99",
    ],
  ] as const satisfies readonly (readonly [string, Partial<EdgeWorkerSpec>, string])[]) {
    it(`refuses ${fact}`, async () => {
      const error = await failure(() => new EdgeWorker("accounts", args(changes), {}));
      expect(error).to.be.instanceOf(pulumi.ResourceError).with.property("message", message);
    });
  }

  it("refuses the use of a database that has no Hyperdrive", async () => {
    const error = await failure(
      () => new EdgeWorker("accounts", { ...args(), hyperdriveId: undefined }, {}),
    );
    expect(error)
      .to.be.instanceOf(pulumi.ResourceError)
      .with.property("message", "Worker accounts: uses the database, but there is no Hyperdrive");
  });
});
