import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import {
  type AskCloudflare,
  changedDomains,
  cloudflare,
  CloudflareError,
} from "../../operations/drift/r2-domains";

const domain = (bucketName: string, enabled: boolean) => ({
  urn: `urn:pulumi:dev::platform::cloudflare:index/r2ManagedDomain:R2ManagedDomain::${bucketName}`,
  type: "cloudflare:index/r2ManagedDomain:R2ManagedDomain",
  inputs: { accountId: "account", bucketName, enabled },
});

describe("a bucket's r2.dev domain", () => {
  let server: Server;
  let address: string;
  const asked: string[] = [];
  /** What Cloudflare says by bucket; it knows no other. */
  const live: Readonly<Record<string, object>> = {
    closed: { success: true, result: { bucketId: "1", domain: "pub-1.r2.dev", enabled: false } },
    opened: { success: true, result: { bucketId: "2", domain: "pub-2.r2.dev", enabled: true } },
  };

  before((done) => {
    server = createServer(({ url = "", headers }, response) => {
      asked.push(`${String(headers.authorization)} ${url}`);
      const bucket = /^\/accounts\/account\/r2\/buckets\/(\w+)\/domains\/managed$/.exec(url)?.[1];
      const answer = live[bucket ?? ""];
      response.writeHead(answer !== undefined ? 200 : bucket === "denied" ? 403 : 404);
      response.end(JSON.stringify(answer ?? { success: false, result: null }));
    }).listen(0, "127.0.0.1", done);
  });
  before(() => {
    address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  after(() => server.close());

  it("is asked of Cloudflare, and differs where somebody opened or closed it", async () => {
    const declared = [domain("closed", false), domain("opened", false), domain("closed", true)];
    const changed = await changedDomains(declared, cloudflare("token", address));
    expect(changed).to.deep.equal([declared[1], declared[2]]);
    expect(asked[0]).to.equal("Bearer token /accounts/account/r2/buckets/closed/domains/managed");
  });

  it("is asked about in the bucket's jurisdiction", async () => {
    const places: (string | undefined)[] = [];
    const ask: AskCloudflare = (_, headers) => {
      places.push(headers["cf-r2-jurisdiction"]);
      return Promise.resolve({ status: 200, result: { enabled: false } });
    };
    const files = domain("files", false);
    const european = { ...files, inputs: { ...files.inputs, jurisdiction: "eu" } };
    expect(await changedDomains([files, european], ask)).to.deep.equal([]);
    expect(places).to.deep.equal([undefined, "eu"]);
  });

  it("is gone with its bucket, which drift misses by itself", async () => {
    expect(
      await changedDomains([domain("gone", false)], cloudflare("token", address)),
    ).to.deep.equal([]);
  });

  it("is asked about in vain by a token that may not, or where nobody answers", async () => {
    for (const ask of [cloudflare("token", address), cloudflare("token", "http://127.0.0.1:9")]) {
      const failure = await changedDomains([domain("denied", false)], ask).catch((e: unknown) => e);
      expect(failure).to.be.instanceOf(CloudflareError);
      expect(String(failure)).to.include("accounts/account/r2/buckets/denied");
    }
  });

  it("is nobody's to ask about without a token", async () => {
    expect(await changedDomains([domain("opened", false)], undefined)).to.deep.equal([]);
  });
});
