import { expect } from "chai";
import { ObjectStore } from "../../../sandbox/cloud/object-store";
import type { AskedOf } from "../../../sandbox/identities/asked";
import { administratorOf, type Identity, refusalsOf } from "../../../sandbox/identities/identity";
import { folderForEach } from "../../support/temporary-folder";

const tenancies = {
  "cloudflare.accountId": "a1",
  "cloudflare.zoneId": "z1",
  "neon.organizationId": "org-1",
};
const place = { accountId: "111111111111", region: "eu-west-1" };
const record = "cloudflare:index/dnsRecord:DnsRecord";
const domain = "cloudflare:index/workersCustomDomain:WorkersCustomDomain";
const variable = "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable";

describe("what a cloud says to whoever may not do what is asked", () => {
  let store: ObjectStore;
  folderForEach((folder) => {
    store = new ObjectStore(folder);
  });

  const said = (
    operation: AskedOf["operation"],
    type: string,
    values: AskedOf["values"],
    identity: Partial<Identity> = {},
  ): readonly string[] => {
    const asked = { operation, type, values, before: {}, ...place, owner: "acme" };
    return refusalsOf({ ...administratorOf(tenancies), ...identity }, store, asked);
  };

  it("is Cloudflare's, of a group that the token lacks and of another's account or zone", () => {
    const cloudflare = { edit: ["Workers Scripts"], read: ["DNS"] };
    expect(said("read", record, { zoneId: "z1" }, { cloudflare })).to.deep.equal([]);
    expect(said("create", record, { zoneId: "z1" }, { cloudflare })).to.deep.equal([
      '403 Forbidden {"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"messages":[],"result":null} (the token lacks DNS Write)',
    ]);
    for (const elsewhere of [{ accountId: "a2" }, { zoneId: "z2" }]) {
      for (const operation of ["create", "read", "update", "delete"] as const) {
        const [message] = said(operation, domain, { accountId: "a1", zoneId: "z1", ...elsewhere });
        expect(message).to.include(
          '"code":9109,"message":"Unauthorized to access requested resource"',
        );
      }
    }
    expect(said("create", domain, { accountId: "a1", zoneId: "z1" })).to.deep.equal([]);
  });

  it("is nothing where the provider asks nothing, and where Cloudflare publishes it", () => {
    const nobody = { cloudflare: "no token" } as const;
    const managed = "cloudflare:index/r2ManagedDomain:R2ManagedDomain";
    for (const operation of ["read", "delete"] as const) {
      expect(said(operation, managed, { accountId: "a1" }, nobody)).to.deep.equal([]);
    }
    expect(said("read", "cloudflare:index/getIpRanges:getIpRanges", {}, nobody)).to.deep.equal([]);
    expect(said("create", managed, { accountId: "a1" }, nobody)).to.have.length(1);
  });

  it("is that the token lacks what a binding to the Secrets Store takes besides", () => {
    const version = "cloudflare:index/workerVersion:WorkerVersion";
    const cloudflare = { edit: ["Workers Scripts"], read: [] };
    const binding = { bindings: [{ type: "secrets_store_secret" }] };
    expect(said("create", version, { bindings: [] }, { cloudflare })).to.deep.equal([]);
    for (const operation of ["create", "read"] as const) {
      expect(said(operation, version, binding, { cloudflare }).join(), operation).to.include(
        "Secrets Store Read",
      );
    }
  });

  it("is told of an import as well, which gives an id and no more", () => {
    const github = { of: "integration", permissions: {} } as const;
    const identity = { cloudflare: { edit: [], read: [] }, github };
    const read = (type: string) => said("read", type, { id: "1" }, identity).join();
    expect(read("cloudflare:index/ruleset:Ruleset")).to.include("Zone WAF Read");
    expect(read(variable)).to.include("https://api.github.com/repos/acme/*/environments/*/");
  });

  it("is GitHub's, with the call, and what it takes", () => {
    const github = { of: "integration", permissions: { actions: "read" } } as const;
    const values = { repository: "platform", environment: "dev", variableName: "AWS_REGION" };
    const path = "https://api.github.com/repos/acme/platform/environments/dev/variables";
    expect(said("read", variable, values, { github })).to.deep.equal([
      `GET ${path}/AWS_REGION: 403 Resource not accessible by integration [] (the token lacks environments=read)`,
    ]);
    expect(said("update", variable, values, { github })).to.deep.equal([
      `PATCH ${path}/AWS_REGION: 403 Resource not accessible by integration [] (the token lacks environments=write)`,
    ]);
    const writing = { of: "integration", permissions: { environments: "write" } } as const;
    for (const operation of ["read", "update"] as const) {
      expect(said(operation, variable, values, { github: writing }), operation).to.deep.equal([]);
    }
    const person = { of: "personal access token", permissions: {} } as const;
    const [team] = said(
      "create",
      "github:index/teamRepository:TeamRepository",
      { repository: "platform", teamId: "7" },
      { github: person },
    );
    expect(team).to.include("by personal access token []").and.include("administration=write");
  });

  it("is Neon's, to the key of a project, of projects and of another project", () => {
    const neon = { projectId: "own" };
    const project = "neon:index:Project";
    const words = /^the API key does not permit this action \(/;
    const denied = [
      said("create", project, { orgId: "org-1" }, { neon }),
      said("delete", project, { id: "own", orgId: "org-1" }, { neon }),
      said("read", "neon:index:getProjects", {}, { neon }),
      said("create", "neon:index:Role", { projectId: "other" }, { neon }),
      said("create", project, { orgId: "org-2" }),
    ];
    for (const messages of denied) expect(messages.join()).to.match(words);
    expect(said("create", "neon:index:Role", { projectId: "own" }, { neon })).to.deep.equal([]);
    expect(said("update", project, { id: "own", orgId: "org-1" }, { neon })).to.deep.equal([]);
  });

  it("is AWS's, of what the policy of a bucket denies on all that is in it", () => {
    const type = "aws:s3/bucketPolicy:BucketPolicy";
    const Statement = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "*",
      Sid: "Closed",
    };
    const policy = JSON.stringify({ Statement });
    store.put(
      { type, ...place },
      {
        id: "b",
        type,
        urn: `urn:pulumi:dev::platform::${type}::b`,
        generation: 1,
        inputs: [],
        properties: { bucket: "b", policy },
      },
    );
    const object = "aws:s3/bucketObjectv2:BucketObjectv2";
    const denial = "with an explicit deny in a resource-based policy";
    expect(said("create", object, { bucket: "b", key: "a/b" }).join()).to.include(denial);
    expect(said("create", object, { bucket: "other", key: "a" })).to.deep.equal([]);
  });

  it("is nothing that can be told of a type without a row: the error names the file", () => {
    const unknown = {
      aws: "table",
      cloudflare: "cloudflare.ts",
      github: "github.ts",
      neon: "neon.ts",
    };
    for (const [vendor, file] of Object.entries(unknown)) {
      expect(() => said("create", `${vendor}:new/thing:Thing`, {})).to.throw(file);
    }
    expect(() => said("create", "sentry:new/thing:Thing", {})).to.throw("identity.ts");
    const ruleset = "cloudflare:index/ruleset:Ruleset";
    expect(() => said("create", ruleset, { phase: "http_request_transform" })).to.throw("phase");
  });
});
