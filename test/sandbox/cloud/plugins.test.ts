import { expect } from "chai";
import type { WireMap } from "../../../providers/server/wire";
import { Cloud } from "../../../sandbox/cloud/cloud";
import { ObjectStore } from "../../../sandbox/cloud/object-store";
import { stored } from "../../../sandbox/cloud/stored";
import { functionModels, resourceModels } from "../../../sandbox/models";
import { revealMap } from "../../../preview/report/tree";
import { recordSample, sampleStacks } from "../../support/sample";
import { folderForEach } from "../../support/temporary-folder";

const pages = "cloudflare:index/pagesProject:PagesProject";
const bucket = "cloudflare:index/r2Bucket:R2Bucket";
const lifecycle = "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle";
const managed = "cloudflare:index/r2ManagedDomain:R2ManagedDomain";

describe("An emulated cloud, as its plugin has it", () => {
  let cloud: Cloud;
  folderForEach((folder) => {
    cloud = new Cloud(resourceModels, functionModels, new ObjectStore(folder), {});
  });

  const subject = (type: string, name = "a") => ({ type, name, urn: `urn:${type}::${name}` });
  const create = (type: string, inputs: WireMap, name?: string) =>
    cloud.create(subject(type, name), inputs);
  const changes = (type: string, id: string, olds: WireMap, news = olds) =>
    cloud.diff(subject(type), id, olds, news, {});

  it("finds a change on every run in what a plugin does not store as it was asked", () => {
    const site = { accountId: "a", name: "site", productionBranch: "main" };
    const bare = { ...site, deploymentConfigs: { production: { failOpen: false } } };
    expect(changes(pages, create(pages, bare).id, bare).changed).to.deep.equal([]);
    const empty = { ...site, deploymentConfigs: { production: { envVars: {}, failOpen: false } } };
    expect(changes(pages, "site", empty).changed).to.deep.equal(["deploymentConfigs"]);
    const built = { ...bare, buildConfig: { buildCommand: "make" } };
    expect(changes(pages, "site", built).changed).to.deep.equal(["buildConfig"]);
    const connected = { ...built, source: { type: "github" } };
    expect(changes(pages, "site", connected).changed).to.deep.equal([]);
  });

  for (const stack of sampleStacks) {
    it(`is asked by ${stack} for nothing that is stored otherwise`, async () => {
      const { registrations } = await recordSample(stack);
      for (const { type, urn, inputs } of registrations.values()) {
        const asked = revealMap(inputs, null);
        expect(stored(type, asked), urn).to.deep.equal(asked);
      }
    });
  }

  it("leaves a bucket where it was made", () => {
    const inputs = { accountId: "a", name: "files", location: "weur" };
    const { id, outputs } = create(bucket, inputs);
    const moved = { ...inputs, location: "eeur" };
    expect(changes(bucket, id, inputs, moved))
      .to.include({ deleteFirst: false })
      .and.to.deep.include({ changed: [] });
    const updated = cloud.update(subject(bucket), id, outputs, {
      ...moved,
      storageClass: "InfrequentAccess",
    });
    expect(updated).to.include({ location: "weur", storageClass: "InfrequentAccess" });
  });

  it("knows two buckets' settings apart that have one id, and imports neither", () => {
    const [one, other] = ["one", "other"].map((bucketName) => {
      const inputs = { accountId: "a", bucketName, rules: [{ id: bucketName }] };
      return { inputs, ...create(lifecycle, inputs, bucketName) };
    });
    if (one === undefined || other === undefined) throw new Error("there are two");
    expect(one.id).to.equal("a");
    expect(other.id).to.equal("a");
    const { inputs, outputs } = other;
    expect(cloud.read(subject(lifecycle, "other"), "a", { inputs, outputs })?.inputs).to.deep.equal(
      inputs,
    );
    expect(cloud.read(subject(lifecycle, "one"), "a", one)?.inputs).to.deep.equal(one.inputs);
    expect(() => cloud.read(subject(lifecycle), "a", { inputs: {}, outputs: {} })).to.throw(
      "can't be imported",
    );
  });

  it("leaves a bucket's settings when they are deleted, until the bucket goes", () => {
    const files = create(bucket, { accountId: "a", name: "files" });
    const inputs = { accountId: "a", bucketName: "files", rules: [] };
    const { id, outputs } = create(lifecycle, inputs);
    cloud.delete(subject(lifecycle), id, outputs);
    expect(cloud.read(subject(lifecycle), id, { inputs, outputs })).not.to.equal(undefined);
    cloud.delete(subject(bucket), files.id, files.outputs);
    expect(cloud.read(subject(lifecycle), id, { inputs, outputs })).to.equal(undefined);
  });

  it("says of a bucket's r2.dev domain what it remembers, whatever Cloudflare has", () => {
    const inputs = { accountId: "a", bucketName: "files", enabled: false };
    const { id, outputs } = create(managed, inputs);
    cloud.update(subject(managed), id, outputs, { ...inputs, enabled: true });
    expect(cloud.read(subject(managed), id, { inputs, outputs })?.inputs.enabled).to.equal(false);
  });

  it("imports vulnerability alerts by the repository's name, under its number", () => {
    const type = "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts";
    const { id } = create(type, { repository: "shop", enabled: true });
    expect(id).to.match(/^\d+$/);
    const found = cloud.read(subject(type), "shop", { inputs: {}, outputs: {} });
    expect(found?.id).to.equal(id);
  });
});
