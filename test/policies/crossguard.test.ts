import { expect } from "chai";
import {
  type AnalyzeDiagnostic,
  EnforcementLevel,
  PolicyType,
} from "@pulumi/pulumi/proto/analyzer_pb";
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

  /** `rule urn message` of each diagnostic; the engine knows the resource that it asked about. */
  const linesOf = (diagnostics: readonly AnalyzeDiagnostic[], asked?: string): string[] =>
    diagnostics.map((diagnostic) => {
      const [, message = ""] = diagnostic.getMessage().split("\n");
      return `${diagnostic.getPolicyname()} ${asked ?? diagnostic.getUrn()} ${message}`;
    });
  const analyzeEach = async (resources: readonly PolicyResource[]): Promise<string[]> => {
    const lines: string[] = [];
    for (const resource of resources) {
      lines.push(...linesOf(await analyzer.analyze(resource), resource.urn));
    }
    return lines;
  };
  const ofSum = (line: string): boolean => line.startsWith("verdicts-wait ");

  it("offers every rule over one stack, with its level", async () => {
    const info = await analyzer.info();
    expect(info.getName()).to.equal("platform-policies");
    expect(info.getVersion()).to.equal("0.1.0");
    const offered = info.getPoliciesList().map((policy) => policy.getName());
    const rules = pack.filter(({ judges }) => judges !== "estate");
    expect(offered).to.deep.equal([...rules.map(({ id }) => id), "verdicts-wait"]);
    for (const policy of info.getPoliciesList().slice(0, -1)) {
      expect(policy.getEnforcementlevel()).to.equal(EnforcementLevel.MANDATORY);
      const rule = rules.find(({ id }) => id === policy.getName());
      expect(policy.getPolicyType()).to.equal(
        rule?.judges === "resource"
          ? PolicyType.POLICY_TYPE_RESOURCE
          : PolicyType.POLICY_TYPE_STACK,
      );
    }
  });

  it("objects to the same resources and the same stack as the offline preview, in the same words", async () => {
    const violated = await analyzeEach(engine.resources);
    expect(violated).to.have.members(expected("resource", "violated"));
    expect(violated.length).to.be.greaterThan(5);
    const ofStack = linesOf(await analyzer.analyzeStack(engine.resources));
    // No unknown hides what is wrong beside it.
    expect(ofStack.filter((line) => !ofSum(line))).to.have.members(expected("stack", "violated"));
  });

  it("counts in one line what waits for unknown values, once for each time that it is asked", async () => {
    const waiting = ["resource", "stack"] as const;
    const counts = waiting.map((judges) => expected(judges, "could-not-evaluate").length);
    const [ofResources = 0, ofStack = 0] = counts;
    expect(Math.min(ofResources, ofStack)).to.be.greaterThan(0);
    const sumAfter = async (): Promise<readonly string[]> =>
      linesOf(await analyzer.analyzeStack(engine.resources)).filter(ofSum);
    await analyzeEach(engine.resources);
    const line = (count: number) =>
      `verdicts-wait  ${String(count)} verdicts wait for values that only a cloud gives: the update judges them`;
    expect(await sumAfter()).to.deep.equal([line(ofResources + ofStack)]);
    expect(await sumAfter()).to.deep.equal([line(ofStack)]);
    const known = linesOf(
      await analyzer.analyzeStack(stackOf("production", declared("")).resources),
    );
    expect(known.filter(ofSum)).to.deep.equal([]);
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
