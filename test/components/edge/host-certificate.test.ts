import { expect } from "chai";
import { HostCertificate } from "../../../components/edge/host-certificate";
import { record } from "../../support/record";

const pack = "cloudflare:index/certificatePack:CertificatePack";

const declare = () =>
  record(
    () =>
      new HostCertificate(
        "edge",
        { host: "pr-7.dev.example.com", zone: "dev.example.com", zoneId: "zone" },
        {},
      ),
  );

describe("HostCertificate", () => {
  it("covers the environment's host and one level below it, and names the zone's apex, which Cloudflare wants", async () => {
    expect((await declare()).inputs(pack)).to.deep.equal({
      zoneId: "zone",
      type: "advanced",
      hosts: ["dev.example.com", "pr-7.dev.example.com", "*.pr-7.dev.example.com"],
      certificateAuthority: "google",
      validationMethod: "txt",
      validityDays: 90,
    });
  });

  it("registers the pack's id as output", async () => {
    const recorded = await declare();
    expect(recorded.outputs("platform:cloudflare:HostCertificate")).to.deep.equal({
      certificatePackId: recorded.one(pack).id,
    });
  });
});
