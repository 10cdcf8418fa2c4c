import { expect } from "chai";
import {
  checkTraffic,
  deployedVersions,
  describeTraffic,
} from "../../../components/edge/worker-traffic";

const stableVersionId = "11111111-2222-4333-8444-555555555555";
const declared = "66666666-7777-4888-9999-000000000000";

describe("deployedVersions", () => {
  it("serves only the declared version when all traffic goes to it", () => {
    expect(deployedVersions({ kind: "all" }, declared)).to.deep.equal([
      { versionId: declared, percentage: 100 },
    ]);
  });

  it("puts the stable version first and gives it the rest", () => {
    expect(
      deployedVersions({ kind: "split", percentage: 5, stableVersionId }, declared),
    ).to.deep.equal([
      { versionId: stableVersionId, percentage: 95 },
      { versionId: declared, percentage: 5 },
    ]);
  });

  it("serves only the stable version at 0 %, for Cloudflare's provider takes no share of 0", () => {
    expect(
      deployedVersions({ kind: "split", percentage: 0, stableVersionId }, declared),
    ).to.deep.equal([{ versionId: stableVersionId, percentage: 100 }]);
  });

  for (const percentage of [0, 0.1, 5, 50, 99]) {
    it(`sums to 100 at ${String(percentage)} %`, () => {
      const versions = deployedVersions({ kind: "split", percentage, stableVersionId }, declared);
      const sum = versions.reduce((total, version) => total + Number(version.percentage), 0);
      expect(sum).to.be.closeTo(100, 1e-9);
    });
  }
});

describe("checkTraffic", () => {
  for (const percentage of [-1, 99.5, 100, Number.NaN]) {
    it(`refuses a share of ${String(percentage)} %`, () => {
      expect(() => {
        checkTraffic({ kind: "split", percentage, stableVersionId });
      }).to.throw(RangeError, "is not within 0 to 99");
    });
  }
});

describe("describeTraffic", () => {
  it("names the version and its share", () => {
    expect(describeTraffic("1.4.0", { kind: "split", percentage: 5, stableVersionId })).to.equal(
      "1.4.0 at 5 %",
    );
    expect(describeTraffic("1.4.0", { kind: "all" })).to.equal("1.4.0 at 100 %");
  });
});
