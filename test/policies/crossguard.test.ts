import { expect } from "chai";
import { EnforcementLevel, PolicyType } from "@pulumi/pulumi/proto/analyzer_pb";
import { pack } from "../../policies/pack";
import type { PolicyResource } from "../../policies/resource";
import { Analyzer } from "./support/analyzer";
import { type Declared, stackOf, unknown } from "./support/declared";
import { judgeAlone } from "./support/judge-alone";
import { sampleData } from "./support/sample-data";

/** How the engine writes a text that it does not know yet. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const tags = {
  environment: "production",
  project: "acme",
  "managed-by": "pulumi",
  "cost-center": "platform",
};

/** A stack with something to pass, to object to and to wait for, for resource and stack rules alike. */
const declared = (later: unknown): readonly Declared[] => [
  {
    type: "pulumi:providers:aws",
    name: "aws",
    props: { allowedAccountIds: '["222222222222"]' },
    provider: null,
  },
  { type: "platform:storage:ObjectStore", name: "store", props: {}, provider: null },
  {
    type: "aws:s3/bucket:Bucket",
    name: "documents",
    props: { bucket: "acme-production-documents", tags },
    protect: true,
  },
  {
    type: "aws:s3/bucket:Bucket",
    name: "exports",
    props: { bucket: "acme-staging-exports", forceDestroy: true },
  },
  {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    name: "versioning",
    props: { bucket: later, versioningConfiguration: { status: "Enabled" } },
    from: { bucket: ["documents"] },
  },
  {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    name: "exports-versioning",
    props: { bucket: "acme-production-exports", versioningConfiguration: { status: later } },
    from: { bucket: ["exports"] },
  },
  {
    type: "aws:iam/role:Role",
    name: "role",
    props: { assumeRolePolicy: later, permissionsBoundary: "none", tags },
  },
  {
    type: "aws:ecs/service:Service",
    name: "accounts",
    props: { tags, deploymentConfiguration: { strategy: "CANARY" } },
    updateTimeout: "6h",
  },
];

describe("the policy pack under the SDK's launcher", () => {
  let analyzer: Analyzer;
  before(async () => {
    analyzer = await Analyzer.start();
  });
  after(() => {
    analyzer.stop();
  });

  const offline = stackOf("production", declared(unknown));
  const engine = stackOf("production", declared(unknownText));
  const verdicts = judgeAlone(offline, sampleData());

  /** Every `rule urn message` that the verdicts of that kind of rule hold. */
  const expected = (judges: "resource" | "stack", status: string): string[] =>
    verdicts
      .filter((verdict) => verdict.status === status)
      .filter(({ rule }) => pack.find(({ id }) => id === rule)?.judges === judges)
      .map(({ rule, urn, message }) =>
        status === "violated" ? `${rule} ${urn} ${message}` : `${rule} ${urn}`,
      );

  const resourceDiagnostics = async (resources: readonly PolicyResource[]) => {
    const violated: string[] = [];
    const waiting: string[] = [];
    for (const resource of resources) {
      for (const diagnostic of await analyzer.analyze(resource)) {
        const rule = diagnostic.getPolicyname();
        if (diagnostic.getMessage().startsWith("can't run policy")) {
          waiting.push(`${rule} ${resource.urn}`);
        } else {
          const [, message = ""] = diagnostic.getMessage().split("\n");
          violated.push(`${rule} ${resource.urn} ${message}`);
        }
      }
    }
    return { violated, waiting };
  };

  it("offers every rule over one stack, with its level", async () => {
    const info = await analyzer.info();
    expect(info.getName()).to.equal("platform-policies");
    expect(info.getVersion()).to.equal("0.1.0");
    const offered = info.getPoliciesList().map((policy) => policy.getName());
    const rules = pack.filter(({ judges }) => judges !== "estate");
    expect(offered).to.deep.equal(rules.map(({ id }) => id));
    for (const policy of info.getPoliciesList()) {
      expect(policy.getEnforcementlevel()).to.equal(EnforcementLevel.MANDATORY);
      const rule = rules.find(({ id }) => id === policy.getName());
      expect(policy.getPolicyType()).to.equal(
        rule?.judges === "resource"
          ? PolicyType.POLICY_TYPE_RESOURCE
          : PolicyType.POLICY_TYPE_STACK,
      );
    }
  });

  it("objects to the same resources as the offline preview, in the same words", async () => {
    const { violated } = await resourceDiagnostics(engine.resources);
    expect(violated).to.have.members(expected("resource", "violated"));
    expect(violated.length).to.be.greaterThan(5);
  });

  it("waits for the same unknown values", async () => {
    const { waiting } = await resourceDiagnostics(engine.resources);
    expect(waiting).to.have.members(expected("resource", "could-not-evaluate"));
    expect(waiting.length).to.be.greaterThan(3);
  });

  it("objects to the same stack, and lets no unknown hide what is wrong beside it", async () => {
    const diagnostics = await analyzer.analyzeStack(engine.resources);
    const violated = diagnostics
      .filter((diagnostic) => !diagnostic.getMessage().startsWith("can't run policy"))
      .map((diagnostic) => {
        const [, message = ""] = diagnostic.getMessage().split("\n");
        return `${diagnostic.getPolicyname()} ${diagnostic.getUrn()} ${message}`;
      });
    expect(violated).to.have.members(expected("stack", "violated"));
    const waiting = diagnostics
      .filter((diagnostic) => diagnostic.getMessage().startsWith("can't run policy"))
      .map((diagnostic) => diagnostic.getPolicyname());
    const rules = expected("stack", "could-not-evaluate").map((line) => line.split(" ")[0]);
    expect(waiting).to.have.members([...new Set(rules)]);
    expect(waiting).to.include("bucket-require-versioning");
  });

  it("refuses a stack that environments.yaml does not know", async () => {
    const [, provider] = stackOf("prod", declared("")).resources;
    if (provider === undefined) throw new Error("no resource");
    let refusal: unknown;
    try {
      await analyzer.analyze(provider);
    } catch (error) {
      refusal = error;
    }
    expect(String(refusal)).to.contain('the stack "prod" is not in policies/environments.yaml');
  });
});
