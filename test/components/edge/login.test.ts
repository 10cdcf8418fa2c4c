import type { Output } from "@pulumi/pulumi";
import { expect } from "chai";
import type { LoginSpec, WorkloadLoginSpec } from "../../../blueprint/login";
import { Login, type WorkloadLogin } from "../../../components/edge/login";
import { record } from "../../support/record";

const application = "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication";
const policy = "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy";
const posture = "cloudflare:index/zeroTrustDevicePostureRule:ZeroTrustDevicePostureRule";
const list = "cloudflare:index/zeroTrustList:ZeroTrustList";

const operations = {
  name: "operations",
  asks: ["device", "listed-address", "second-factor"],
  emails: ["ada@example.com"],
  emailDomains: ["ops.example.com"],
  accessGroups: ["group-1"],
} as const;
const team = { ...operations, name: "team", asks: [], emailDomains: [], accessGroups: [] };

async function declare(
  admissions: LoginSpec["admissions"],
  workload: WorkloadLoginSpec = { uris: ["admin.example.com"], openUris: [] },
) {
  let before: WorkloadLogin | undefined;
  const recorded = await record(
    () => {
      const login = new Login(
        "production-login",
        {
          spec: {
            issuer: "https://shop.cloudflareaccess.com",
            session: "1h",
            admissions,
            addresses: ["203.0.113.0/28"],
          },
          identity: {
            stack: "production",
            tier: "production",
            product: "shop",
            host: "example.com",
            tags: {
              environment: "production",
              project: "shop",
              "managed-by": "pulumi",
              "cost-center": "platform",
            },
            expiresOn: undefined,
          },
          accountId: "account",
        },
        {},
      );
      before = login.before("admin", workload);
    },
    { stack: "production" },
  );
  return { recorded, before };
}

describe("Login", () => {
  it("lets in whom an admission names, in any way, on all its conditions", async () => {
    const { recorded } = await declare([operations]);
    expect(recorded.inputs(policy)).to.deep.equal({
      accountId: "account",
      name: "shop-production-operations",
      decision: "allow",
      includes: [
        { email: { email: "ada@example.com" } },
        { emailDomain: { domain: "ops.example.com" } },
        { group: { id: "group-1" } },
      ],
      requires: [
        { devicePosture: { integrationUid: recorded.one(posture).id } },
        { ipList: { id: recorded.one(list).id } },
      ],
      mfaConfig: {
        allowedAuthenticators: ["biometrics", "security_key", "totp"],
        sessionDuration: "1h",
      },
      sessionDuration: "1h",
    });
    expect(recorded.inputs(list)).to.deep.include({
      type: "IP",
      items: [{ value: "203.0.113.0/28" }],
    });
    expect(recorded.inputs(posture).type).to.equal("gateway");
  });

  it("makes no list and no device check that nobody is asked for", async () => {
    const { recorded } = await declare([team]);
    expect(recorded.inputs(policy)).not.to.have.any.keys("requires", "mfaConfig");
    recorded.expectNone(list);
    recorded.expectNone(posture);
  });

  it("stands before the workload with every admission, and takes no device for a login", async () => {
    const { recorded } = await declare([operations, team]);
    expect(recorded.inputs(application)).to.deep.equal({
      accountId: "account",
      name: "shop-production-admin",
      type: "self_hosted",
      domain: "admin.example.com",
      destinations: [{ type: "public", uri: "admin.example.com" }],
      sessionDuration: "1h",
      allowAuthenticateViaWarp: false,
      policies: recorded.ofType(policy).map(({ id }, index) => ({ id, precedence: index + 1 })),
    });
  });

  it("opens the paths that the workload names, and nothing else", async () => {
    const { recorded, before } = await declare([team], {
      uris: ["admin.example.com"],
      openUris: ["admin.example.com/healthz", "admin.example.com/hooks/pay"],
    });
    const open = recorded.inputs(application, "production-login-admin-open");
    expect(open).to.deep.include({
      domain: "admin.example.com/healthz",
      destinations: [
        { type: "public", uri: "admin.example.com/healthz" },
        { type: "public", uri: "admin.example.com/hooks/pay" },
      ],
      policies: [
        { name: "everybody", decision: "bypass", includes: [{ everyone: {} }], precedence: 1 },
      ],
    });
    expect(before?.applications).to.have.length(2);
  });

  it("tells the workload who signs, and by which name it is meant", async () => {
    const { recorded, before } = await declare([team]);
    expect(before?.variables.LOGIN_ISSUER).to.equal("https://shop.cloudflareaccess.com");
    const audience = await new Promise((resolve) => {
      (before?.variables.LOGIN_AUDIENCE as Output<string>).apply(resolve);
    });
    expect(audience).to.equal(recorded.one(application).outputs.aud);
  });
});
