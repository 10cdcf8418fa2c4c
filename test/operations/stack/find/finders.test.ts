import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Finder, Interrupted, Values } from "../../../../operations/stack/find/finder";
import { MissingInput } from "../../../../operations/stack/find/finder";
import { finders } from "../../../../operations/stack/find/finders/finders";
import { resources } from "../../../../providers/neon/resources/resources";
import { lookups } from "../../../../sandbox/lookups/lookups";
import { resourceModels } from "../../../../sandbox/models";
import { recordSample, sampleStacks } from "../../../support/sample";
import { revealMap } from "../../../../preview/report/tree";

const sdk = join("node_modules", "@pulumi");

function interrupted(type: string, inputs: Interrupted["inputs"]): Interrupted {
  const provider = { allowedAccountIds: '["111111111111"]', region: "eu-west-1" };
  return { urn: `urn:${type}`, type, name: "a", inputs, providerUrn: "urn:provider", provider };
}

function named(type: string, inputs: Interrupted["inputs"]): string {
  const finder = finders[type];
  if (finder?.kind !== "named") throw new Error(`${type} is not found by its name`);
  return finder.importId(interrupted(type, inputs));
}

function listed(type: string): Extract<Finder, { kind: "listed" }> {
  const finder = finders[type];
  if (finder?.kind !== "listed") throw new Error(`${type} is not listed`);
  return finder;
}

describe("how interrupted creations are found", () => {
  it("knows every type that the program uses and that its own provider has, and no other", () => {
    const types = Object.keys(finders).filter((type) => !type.startsWith("pulumi:"));
    const own = resources.map(({ token }) => token);
    expect(types).to.have.members([...new Set([...Object.keys(resourceModels), ...own])]);
  });

  it("asks functions that the SDK has, with arguments that they take", () => {
    for (const [type, finder] of Object.entries(finders)) {
      if (finder.kind !== "listed" || type.startsWith("neon:")) continue;
      const [cloud = "", path = "", name = ""] = finder.token.split(":");
      const file = join(sdk, cloud, path.replace("index/", ""));
      expect(existsSync(`${file}.js`), finder.token).to.equal(true);
      expect(readFileSync(`${file}.js`, "utf8")).to.include(`"${finder.token}"`);
      const declared = readFileSync(`${file}.d.ts`, "utf8");
      const Arguments = `Get${name.slice(3)}Args`;
      const body =
        new RegExp(`interface ${Arguments} \\{(.*?)\\n\\}`, "s").exec(declared)?.[1] ?? "";
      for (const argument of Object.keys(finder.args(sampleOf(type)))) {
        expect(body, `${finder.token} ${argument}`).to.match(new RegExp(`\\b${argument}\\??:`));
      }
    }
  });

  it("has an answer in the sandbox to every function that it asks", () => {
    const tokens = Object.values(finders).flatMap((finder) =>
      finder.kind === "listed" ? [finder.token] : [],
    );
    const others = [
      // How services run, and whether a cell may take traffic.
      "aws:ecs/getService:getService",
      "cloudflare:index/getAuthenticatedOriginPullsCertificate:getAuthenticatedOriginPullsCertificate",
      "cloudflare:index/getAuthenticatedOriginPullsHostnameCertificate:getAuthenticatedOriginPullsHostnameCertificate",
    ];
    expect(Object.keys(lookups)).to.have.members([...new Set([...tokens, ...others])]);
  });

  it("needs nothing that the program does not say, in any stack", async () => {
    for (const stack of sampleStacks) {
      for (const { type, name, urn, custom, inputs } of (
        await recordSample(stack)
      ).registrations.values()) {
        const finder = finders[type];
        if (!custom || type.startsWith("pulumi:")) continue;
        const resource = { ...interrupted(type, revealMap(inputs, undefined)), name, urn };
        if (finder?.kind === "named") expect(finder.importId(resource)).to.not.equal("");
        if (finder?.kind === "listed") expect(finder.args(resource)).to.be.an("object");
        if (finder?.kind === "by hand") expect(finder.how(resource)).to.not.equal("");
        expect(finder, type).to.not.equal(undefined);
      }
    }
  });

  const documented: readonly (readonly [string, Interrupted["inputs"], string])[] = [
    [
      "aws:appautoscaling/policy:Policy",
      {
        serviceNamespace: "ecs",
        resourceId: "service/c/s",
        scalableDimension: "ecs:service:DesiredCount",
        name: "cpu",
      },
      "ecs/service/c/s/ecs:service:DesiredCount/cpu",
    ],
    [
      "aws:ecs/service:Service",
      { cluster: "arn:aws:ecs:eu-west-1:111111111111:cluster/blue", name: "admin" },
      "blue/admin",
    ],
    [
      "aws:ec2/route:Route",
      { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0" },
      "rtb-1_0.0.0.0/0",
    ],
    [
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      { role: "r", policyArn: "arn:p" },
      "r/arn:p",
    ],
    ["aws:budgets/budget:Budget", { name: "monthly" }, "111111111111:monthly"],
    ["aws:sns/topic:Topic", { name: "alerts" }, "arn:aws:sns:eu-west-1:111111111111:alerts"],
    ["aws:s3/bucket:Bucket", { bucket: "files" }, "files"],
    ["aws:s3/bucket:Bucket", { bucket: "files", region: "eu-west-1" }, "files"],
    ["aws:s3/bucket:Bucket", { bucket: "files", region: "eu-west-3" }, "files@eu-west-3"],
    ["cloudflare:index/r2Bucket:R2Bucket", { accountId: "a", name: "files" }, "a/files/default"],
    [
      "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
      { repository: "platform", environment: "dev", variableName: "ROLE" },
      "platform:dev:ROLE",
    ],
    ["neon:index:ProjectPermission", { projectId: "p", email: "a@b.example" }, "p/a@b.example"],
    ["neon:index:VpcEndpointAssignment", { projectId: "p", vpcEndpointId: "vpce-1" }, "p/vpce-1"],
    ["neon:index:Role", { projectId: "p", branchId: "b", name: "app" }, "p/b/app"],
  ];
  for (const [type, inputs, importId] of documented) {
    it(`makes ${importId} of a ${type}`, () => {
      expect(named(type, inputs)).to.equal(importId);
    });
  }

  it("says which input is missing", () => {
    expect(() => named("aws:s3/bucket:Bucket", {})).to.throw(MissingInput, "bucket");
  });

  describe("by AWS's tags", () => {
    const subnet = listed("aws:ec2/subnet:Subnet");
    const resource = interrupted("aws:ec2/subnet:Subnet", {
      tags: { "logical-name": "a", environment: "dev" },
    });
    const answer = (...arns: readonly string[]) => ({
      resourceTagMappingLists: arns.map((resourceArn) => ({ resourceArn })),
    });

    it("asks for all tags at once", () => {
      expect(subnet.args(resource)).to.deep.equal({
        tagFilters: [
          { key: "logical-name", values: ["a"] },
          { key: "environment", values: ["dev"] },
        ],
      });
    });

    it("takes objects of the type alone", () => {
      const found = answer(
        "arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-1",
        "arn:aws:ec2:eu-west-1:111111111111:subnet/subnet-1",
      );
      expect(subnet.importIds(found, resource)).to.deep.equal(["subnet-1"]);
    });

    it("can't tell what has no tag of its own", () => {
      const untagged = interrupted("aws:ec2/subnet:Subnet", { tags: { environment: "dev" } });
      expect(() => subnet.args(untagged)).to.throw(MissingInput, "logical-name");
    });

    it("takes the current of a secret's versions", () => {
      const type = "aws:secretsmanager/secretVersion:SecretVersion";
      const versions = ["AWSPENDING", "AWSCURRENT", "AWSPREVIOUS"].map((stage) => ({
        versionId: stage,
        versionStages: [stage],
      }));
      const asked = interrupted(type, { secretId: "arn:s" });
      expect(listed(type).importIds({ versions }, asked)).to.deep.equal(["arn:s|AWSCURRENT"]);
    });

    it("takes the newest of a task definition's revisions", () => {
      const type = "aws:ecs/taskDefinition:TaskDefinition";
      const arn = "arn:aws:ecs:eu-west-1:111111111111:task-definition/app";
      const found = answer(`${arn}:9`, `${arn}:10`, `${arn}:8`);
      expect(listed(type).importIds(found, interrupted(type, {}))).to.deep.equal([`${arn}:10`]);
    });
  });

  describe("by Cloudflare's lists", () => {
    const type = "cloudflare:index/dnsRecord:DnsRecord";
    const inputs = { zoneId: "z", name: "a.example.ci", type: "CNAME", content: "b.example.ci" };

    it("tells a record by name, type and content", () => {
      const results = [
        { ...inputs, id: "1" },
        { ...inputs, id: "2", content: "c.example.ci" },
        { ...inputs, id: "3", type: "TXT" },
      ];
      const found = listed(type).importIds({ results }, interrupted(type, inputs));
      expect(found).to.deep.equal(["z/1"]);
    });

    it("takes a Worker's newest version only, and only if it holds the same bundle", () => {
      const version = "cloudflare:index/workerVersion:WorkerVersion";
      const asked = {
        accountId: "a",
        workerId: "w",
        annotations: { workersMessage: "sha256:1" },
      };
      const older = { id: "1", createdOn: "2026-01-01T00:00:00Z", annotations: asked.annotations };
      const newer = { id: "2", createdOn: "2026-01-02T00:00:00Z", annotations: asked.annotations };
      const other = { ...newer, id: "3", annotations: { workersMessage: "sha256:2" } };
      const importIds = (...results: readonly object[]) =>
        listed(version).importIds({ results }, interrupted(version, asked));
      expect(importIds(older, newer)).to.deep.equal(["a/w/2"]);
      expect(importIds(older, other)).to.deep.equal([]);
    });
  });
});

/** An object that a service lists, what it was made from besides its place, and each of what tells it from its likes. */
const listedObjects: Readonly<
  Record<string, { readonly object: Values; readonly inputs?: Values; readonly keys: string[] }>
> = {
  ...sameAs(
    ["certificate"],
    [
      "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate",
      "cloudflare:index/authenticatedOriginPullsHostnameCertificate:AuthenticatedOriginPullsHostnameCertificate",
    ],
  ),
  "cloudflare:index/certificatePack:CertificatePack": {
    object: { type: "advanced", hosts: ["a", "b"] },
    inputs: { type: "advanced", hosts: ["b", "a"] },
    keys: ["type", "hosts"],
  },
  ...sameAs(["name", "type", "content"], ["cloudflare:index/dnsRecord:DnsRecord"]),
  ...sameAs(
    ["name"],
    [
      "cloudflare:index/hyperdriveConfig:HyperdriveConfig",
      "cloudflare:index/loadBalancer:LoadBalancer",
      "cloudflare:index/loadBalancerPool:LoadBalancerPool",
      "cloudflare:index/secretsStore:SecretsStore",
      "cloudflare:index/worker:Worker",
      "cloudflare:index/zeroTrustAccessGroup:ZeroTrustAccessGroup",
      "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy",
      "neon:index:AnonymizedBranch",
      "neon:index:Branch",
      "neon:index:Project",
    ],
  ),
  ...sameAs(
    ["description", "type", "path"],
    ["cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor"],
  ),
  ...sameAs(["name", "ca"], ["cloudflare:index/mtlsCertificate:MtlsCertificate"]),
  ...sameAs(["name", "alertType"], ["cloudflare:index/notificationPolicy:NotificationPolicy"]),
  ...sameAs(["kind", "phase"], ["cloudflare:index/ruleset:Ruleset"]),
  ...sameAs(["hostname", "service"], ["cloudflare:index/workersCustomDomain:WorkersCustomDomain"]),
  ...sameAs(["pattern"], ["cloudflare:index/workersRoute:WorkersRoute"]),
  ...sameAs(
    ["name", "domain"],
    ["cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication"],
  ),
  ...sameAs(
    ["name", "type"],
    [
      "cloudflare:index/zeroTrustDevicePostureRule:ZeroTrustDevicePostureRule",
      "cloudflare:index/zeroTrustList:ZeroTrustList",
    ],
  ),
  "cloudflare:index/workersDeployment:WorkersDeployment": {
    object: { versions: [{ versionId: "v", percentage: 100 }] },
    keys: ["versions"],
  },
  "cloudflare:index/workerVersion:WorkerVersion": {
    object: { annotations: { workersMessage: "sha256:1" } },
    keys: ["annotations"],
  },
  ...sameAs(["branchId", "type"], ["neon:index:Endpoint"]),
  ...sameAs(["name", "target"], ["github:index/repositoryRuleset:RepositoryRuleset"]),
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": {
    object: { name: "v*" },
    inputs: { tagPattern: "v*" },
    keys: ["name"],
  },
};

function sameAs(keys: string[], types: readonly string[]): typeof listedObjects {
  const object = Object.fromEntries(keys.map((key) => [key, `its ${key}`]));
  return Object.fromEntries(types.map((type) => [type, { object, keys }]));
}

describe("an object that a service lists", () => {
  const byTag = (type: string) => type.startsWith("aws:");

  it("is told from its likes by something, whatever it is", () => {
    const types = Object.keys(finders).filter((type) => finders[type]?.kind === "listed");
    expect(Object.keys(listedObjects)).to.have.members(types.filter((type) => !byTag(type)));
  });

  for (const [type, { object, inputs = object, keys }] of Object.entries(listedObjects)) {
    it(`of type ${type} is told from its likes by ${keys.join(" and ")}`, () => {
      const asked = interrupted(type, { ...sampleOf(type).inputs, ...inputs });
      const found = (its: Values) => {
        const all = [{ ...its, id: "1" }];
        const answer = { results: all, body: JSON.stringify(all), deploymentBranchPolicies: all };
        return listed(type).importIds(answer, asked).length;
      };
      expect(found(object)).to.equal(1);
      for (const key of keys) {
        const other = Array.isArray(object[key]) ? [{ versionId: "other" }] : { other: true };
        expect(found({ ...object, [key]: other }), key).to.equal(0);
      }
    });
  }
});

/** Inputs enough to ask with. */
function sampleOf(type: string): Interrupted {
  const keys = ["accountId", "zoneId", "workerId", "scriptName", "repository", "environment"];
  const inputs = Object.fromEntries([...keys, "secretId"].map((key) => [key, key]));
  return interrupted(type, { ...inputs, region: "eu-west-3", tags: { "logical-name": "a" } });
}
