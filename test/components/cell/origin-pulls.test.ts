import { BucketObjectv2 } from "@pulumi/aws/s3";
import { expect } from "chai";
import { CallerAuthority } from "../../../components/cell/caller-authority";
import { OriginPulls, type OriginPullsArgs } from "../../../components/cell/origin-pulls";
import { record } from "../../support/record";
import { identity, providers } from "../../support/region";

const pulls = "cloudflare:index/authenticatedOriginPulls";
const zoneType = `${pulls}Certificate:AuthenticatedOriginPullsCertificate`;
const settingType = `${pulls}Settings:AuthenticatedOriginPullsSettings`;
const hostsType = `${pulls}HostnameCertificate:AuthenticatedOriginPullsHostnameCertificate`;
const hostType = `${pulls}:AuthenticatedOriginPulls`;
const notification = "cloudflare:index/notificationPolicy:NotificationPolicy";
const issued = "tls:index/locallySignedCert:LocallySignedCert";

const declare = (changes: Partial<OriginPullsArgs> = {}) =>
  record(() => {
    const opts = providers();
    const authority = new CallerAuthority("callers", { identity, protectData: false }, opts);
    const declared = new OriginPulls(
      "pulls",
      {
        authority,
        accountId: "account",
        zoneId: "zone",
        ownsZone: true,
        serviceHosts: ["admin.staging.acme.example", "api.staging.acme.example"],
        host: "staging.acme.example",
        notificationEmails: ["on-call@acme.example"],
        ...changes,
      },
      opts,
    );
    const trusted = { bucket: "trust", key: "authority.pem", content: declared.trustedPem };
    new BucketObjectv2("trusted", trusted, { parent: declared });
  });

describe("CallerAuthority", () => {
  it("is an authority of the environment's own that outlives what it issues by far", async () => {
    const recorded = await declare();
    const authority = recorded.inputs("tls:index/selfSignedCert:SelfSignedCert");
    expect(authority).to.deep.include({
      subject: { organization: "acme staging", commonName: "Callers of staging" },
      isCaCertificate: true,
      allowedUses: ["cert_signing", "crl_signing"],
    });
    const { validityPeriodHours, earlyRenewalHours, allowedUses } = recorded.inputs(issued);
    expect(allowedUses).to.deep.equal(["digital_signature", "client_auth"]);
    expect(Number(authority.validityPeriodHours)).to.be.at.least(10 * Number(validityPeriodHours));
    expect(Number(earlyRenewalHours) / Number(validityPeriodHours)).to.equal(0.5);
  });
});

describe("OriginPulls", () => {
  it("has a zone of the environment's own present its certificate for every name", async () => {
    const recorded = await declare();
    const { certificate, zoneId } = recorded.inputs(zoneType);
    expect({ certificate, zoneId }).to.deep.equal({
      certificate: recorded.one(issued).outputs.certPem,
      zoneId: "zone",
    });
    expect(recorded.inputs(settingType)).to.deep.equal({ zoneId: "zone", enabled: true });
    expect(recorded.one(settingType).dependencies).to.include(recorded.one(zoneType).urn);
    recorded.expectNone(hostsType);
  });

  it("touches nothing of another's zone but the names of its own services", async () => {
    const recorded = await declare({ ownsZone: false });
    const certId = recorded.one(hostsType).id;
    expect(recorded.ofType(hostType).map(({ inputs }) => inputs.configs)).to.deep.equal(
      ["admin.staging.acme.example", "api.staging.acme.example"].map((hostname) => [
        { hostname, certId, enabled: true },
      ]),
    );
    for (const type of [zoneType, settingType, notification]) recorded.expectNone(type);
  });

  it("is trusted once the zone presents its certificate, or every name of a service does", async () => {
    for (const [ownsZone, presenting] of [
      [true, settingType],
      [false, hostType],
    ] as const) {
      const recorded = await declare({ ownsZone });
      const { propertyDependencies } = recorded.one("aws:s3/bucketObjectv2:BucketObjectv2");
      const urns = recorded.ofType(presenting).map(({ urn }) => urn);
      expect(propertyDependencies.content).to.include.members(urns);
    }
  });

  it("tells people of a certificate that no `up` has renewed", async () => {
    expect((await declare()).inputs(notification)).to.deep.include({
      alertType: "zone_aop_custom_certificate_expiration_type",
      enabled: true,
      mechanisms: { emails: [{ id: "on-call@acme.example" }] },
    });
  });
});
