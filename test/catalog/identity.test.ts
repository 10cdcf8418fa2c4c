import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { isIdentity, isKept, isRevision } from "../../catalog/identity";
import { resourceModels } from "../../sandbox/models";
import { readFor, replacingInputs } from "../../catalog/replacing/replacing-inputs";
import { projectRoot } from "../support/project";

/** The published types say it of these under a condition that the program never meets. */
const conditional: readonly string[] = [
  // Only while `assignIpv6AddressOnCreation`.
  "aws:ec2/subnet:Subnet ipv6CidrBlock",
  // Only for an endpoint that is no interface.
  "aws:ec2/vpcEndpoint:VpcEndpoint privateDnsEnabled",
  // Only for a network load balancer.
  "aws:lb/loadBalancer:LoadBalancer secondaryIpsAutoAssignedPerSubnet",
  "aws:lb/loadBalancer:LoadBalancer securityGroups",
  "aws:lb/loadBalancer:LoadBalancer subnets",
];

describe("the table of identities", () => {
  it("has every input of which the packages' types say that another value makes another resource", () => {
    const published = Object.keys(resourceModels).flatMap((type) =>
      publishedInputs(type)
        .filter(({ comment }) => replaces.test(comment))
        .map(({ input }) => ({ type, input })),
    );
    expect(published.length).to.be.greaterThan(conditional.length);
    const missing = published
      .filter(({ type, input }) => !isRevision(type) && !isIdentity(type, input))
      .map(({ type, input }) => `${type} ${input}`);
    expect(missing.sort()).to.deep.equal(conditional);
  });

  it("is settled for every type that the program uses, and for no other", () => {
    const settled = Object.keys(resourceModels).filter((type) => !isRevision(type));
    expect(Object.keys(replacingInputs).sort()).to.deep.equal(settled.sort());
  });

  it("was read for the SDKs that are installed", () => {
    for (const [name, version] of Object.entries(readFor)) {
      const file = join(projectRoot, "node_modules", name, "package.json");
      const installed = (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
      expect(installed, `${name}: read catalog/replacing anew at its provider's source`).to.equal(
        version,
      );
    }
  });

  it("names inputs that the types have", () => {
    for (const [type, inputs] of Object.entries(replacingInputs)) {
      const known = publishedInputs(type).map(({ input }) => input);
      expect(known, type).to.include.members([...inputs]);
    }
  });

  it("takes a repository's new name for a rename, where GitHub is asked for its number", () => {
    const environment = "github:index/repositoryEnvironment:RepositoryEnvironment";
    const team = "github:index/teamRepository:TeamRepository";
    expect(isIdentity(environment, "repository")).to.equal(false);
    expect(isIdentity(team, "repository")).to.equal(true);
  });

  it("has a bucket stay where it was made", () => {
    const bucket = "cloudflare:index/r2Bucket:R2Bucket";
    expect(isIdentity(bucket, "location")).to.equal(false);
    expect(isKept(bucket, "location")).to.equal(true);
    expect(isKept(bucket, "storageClass")).to.equal(false);
  });

  it("makes another version of a secret and of a certificate of other content", () => {
    const secretVersion = "aws:secretsmanager/secretVersion:SecretVersion";
    expect(isIdentity(secretVersion, "secretString")).to.equal(true);
    expect(isIdentity(secretVersion, "versionStages")).to.equal(false);
    expect(isIdentity("cloudflare:index/mtlsCertificate:MtlsCertificate", "certificates")).to.equal(
      true,
    );
  });

  it("makes another revision of a task for its containers, and none for its tags", () => {
    const task = "aws:ecs/taskDefinition:TaskDefinition";
    expect(isRevision(task)).to.equal(true);
    expect(isRevision(task, "containerDefinitions")).to.equal(true);
    expect(isRevision(task, "tags")).to.equal(false);
    expect(isRevision("cloudflare:index/workerVersion:WorkerVersion", "limits")).to.equal(true);
    expect(isRevision("aws:ecs/service:Service", "taskDefinition")).to.equal(false);
  });

  it("keeps in place what an update changes, and not what names or places a resource", () => {
    expect(isIdentity("cloudflare:index/dnsRecord:DnsRecord", "content")).to.equal(false);
    expect(isIdentity("cloudflare:index/dnsRecord:DnsRecord", "zoneId")).to.equal(true);
    expect(isIdentity("cloudflare:index/dnsRecord:DnsRecord", "type")).to.equal(true);
    expect(isIdentity("cloudflare:index/r2ManagedDomain:R2ManagedDomain", "enabled")).to.equal(
      false,
    );
    expect(isIdentity("aws:kms/alias:Alias", "targetKeyId")).to.equal(false);
    expect(isIdentity("aws:kms/alias:Alias", "name")).to.equal(true);
  });
});

/** How the packages' documentation says that another value makes another resource. */
const replaces =
  /forces? (?:a )?(?:new resource|re-?creation|resource recreation)|force a recreation|trigger recreation|a change replaces/i;

interface PublishedInput {
  readonly input: string;
  /** Its documentation, on one line. */
  readonly comment: string;
}

/** A resource's inputs, by the types of its package. */
function publishedInputs(type: string): readonly PublishedInput[] {
  const kind = type.slice(type.lastIndexOf(":") + 1);
  const text = readFileSync(typesOf(type), "utf8");
  const start = text.indexOf(`export interface ${kind}Args`);
  const members = text.slice(start, text.indexOf("\n}", start));
  return [
    ...members.matchAll(/(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/)?\s*(?:readonly )?(\w+)\??: pulumi/g),
  ].map(([, comment = "", input = ""]) => ({
    input,
    comment: comment.replaceAll(/\s*\*\s*/g, " "),
  }));
}

function typesOf(type: string): string {
  const [name = "", path = "", kind = ""] = type.split(":");
  if (name !== "neon") {
    const module = path
      .replace(/^index\//, "")
      .replaceAll(/(?<=\d)[A-Z]/g, (letter) => letter.toLowerCase());
    return join(projectRoot, "node_modules", "@pulumi", name, `${module}.d.ts`);
  }
  const file = kind.replaceAll(/(?<=[a-z])[A-Z]/g, "-$&").toLowerCase();
  return join(projectRoot, "providers", "neon", "sdk", `${file}.ts`);
}
