import { isIPv4, isIPv6 } from "node:net";
import { expect } from "chai";
import { getIpRangesOutput } from "@pulumi/cloudflare/getIpRanges";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { R2Bucket } from "@pulumi/cloudflare/r2bucket";
import { functionModels } from "../../sandbox/cloudflare";
import { record } from "../support/record";

const dnsRecord = "cloudflare:index/dnsRecord:DnsRecord";

describe("the Cloudflare sandbox", () => {
  it("answers getIpRanges with ranges of both families", () => {
    const answer = functionModels["cloudflare:index/getIpRanges:getIpRanges"]?.({}, {}) as {
      ipv4Cidrs: string[];
      ipv6Cidrs: string[];
    };
    const addressOf = (cidr: string) => cidr.split("/")[0] ?? "";
    expect(answer.ipv4Cidrs).to.have.length(15);
    expect(answer.ipv4Cidrs.every((cidr) => isIPv4(addressOf(cidr)))).to.equal(true);
    expect(answer.ipv6Cidrs).to.have.length(7);
    expect(answer.ipv6Cidrs.every((cidr) => isIPv6(addressOf(cidr)))).to.equal(true);
  });

  it("answers the program's call under the token of the installed SDK", async () => {
    const recorded = await record(() => {
      const ranges = getIpRangesOutput();
      new DnsRecord("range", {
        zoneId: "zone",
        name: "example.com",
        type: "TXT",
        content: ranges.ipv4Cidrs.apply((cidrs) => String(cidrs[0])),
        ttl: 1,
      });
    });
    expect(recorded.inputs(dnsRecord).content).to.equal("103.21.244.0/22");
  });

  it("gives a bucket the id that other resources refer to it by", async () => {
    const recorded = await record(() => {
      new R2Bucket("bucket", {
        accountId: "account",
        name: "shop-dev-documents",
        location: "weur",
      });
    });
    const bucket = recorded.one("cloudflare:index/r2Bucket:R2Bucket");
    expect(bucket.id).to.equal("shop-dev-documents");
    expect(bucket.outputs).to.include({ location: "weur", storageClass: "Standard" });
  });
});
