import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { Login } from "../../../components/edge/login";
import { StaticSite, type StaticSiteArgs } from "../../../components/edge/static-site";
import { record } from "../../support/record";

const project = "cloudflare:index/pagesProject:PagesProject";
const domain = "cloudflare:index/pagesDomain:PagesDomain";
const dnsRecord = "cloudflare:index/dnsRecord:DnsRecord";
const application = "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication";

function args(hosts: readonly string[]): StaticSiteArgs {
  return {
    spec: {
      name: "website",
      hosts,
      healthUrl: "https://staging.acme.example/",
      login: undefined,
      branch: "develop",
      compatibilityDate: "2026-01-15",
      variables: { PUBLIC_API: "https://staging.example.com/api" },
    },
    identity: {
      stack: "staging",
      tier: "staging",
      product: "shop",
      host: "staging.example.com",
      tags: {
        environment: "staging",
        project: "shop",
        "managed-by": "pulumi",
        "cost-center": "platform",
      },
      expiresOn: undefined,
    },
    accountId: "account",
    zoneId: "zone",
    login: undefined,
  };
}

const hosts = ["staging.example.com", "www.staging.example.com"];
const declare = (names: readonly string[] = hosts) =>
  record(() => new StaticSite("website", args(names), {}), { stack: "staging" });

describe("StaticSite", () => {
  it("has a Pages project of the environment's own", async () => {
    expect((await declare()).inputs(project)).to.include({
      accountId: "account",
      name: "shop-staging-website",
      productionBranch: "develop",
    });
  });

  it("leaves the build to the release job, and no variables out", async () => {
    const { spec, ...others } = args(hosts);
    const bare = { ...others, spec: { ...spec, variables: {} } };
    const recorded = await record(() => new StaticSite("website", bare, {}), { stack: "staging" });
    const inputs = recorded.inputs(project);
    expect(inputs).not.to.have.property("buildConfig");
    const config = { compatibilityDate: "2026-01-15", failOpen: false };
    expect(inputs.deploymentConfigs).to.deep.equal({ preview: config, production: config });
  });

  it("gives both kinds of build plain variables only, and fails closed", async () => {
    const config = {
      compatibilityDate: "2026-01-15",
      envVars: { PUBLIC_API: { type: "plain_text", value: "https://staging.example.com/api" } },
      failOpen: false,
    };
    expect((await declare()).inputs(project).deploymentConfigs).to.deep.equal({
      preview: config,
      production: config,
    });
  });

  it("attaches every host name and points a proxied record at the project", async () => {
    const recorded = await declare();
    expect(recorded.ofType(domain)).to.have.length(2);
    for (const host of hosts) {
      expect(recorded.inputs(domain, `website-domain-${host}`)).to.deep.equal({
        accountId: "account",
        projectName: "shop-staging-website",
        name: host,
      });
      expect(recorded.inputs(dnsRecord, `website-record-${host}`)).to.deep.equal({
        zoneId: "zone",
        name: host,
        type: "CNAME",
        content: "shop-staging-website.pages.dev",
        proxied: true,
        ttl: 1,
        comment: "staging: static site website",
      });
    }
  });

  it("points a name at Pages only after the project knows the name", async () => {
    const recorded = await declare();
    for (const host of hosts) {
      expect(recorded.one(dnsRecord, `website-record-${host}`).dependencies).to.include(
        recorded.one(domain, `website-domain-${host}`).urn,
      );
    }
  });

  it("stands behind a login by every name, its own at Pages too, before a record leads to it", async () => {
    const recorded = await record(() => {
      const { spec, identity, ...others } = args(hosts);
      const login = new Login(
        "login",
        {
          spec: { issuer: "https://shop.test", session: "8h", admissions: [], addresses: [] },
          identity,
          accountId: "account",
        },
        {},
      );
      const asking = { ...spec, login: { uris: hosts, openUris: [] } };
      new StaticSite("website", { ...others, identity, spec: asking, login }, {});
    });
    const closed = recorded.one(application, "login-website");
    expect(recorded.inputs(application, "login-website").destinations).to.deep.equal(
      [...hosts, "shop-staging-website.pages.dev", "*.shop-staging-website.pages.dev"].map(
        (uri) => ({ type: "public", uri }),
      ),
    );
    expect(recorded.inputs(application, "login-website-open").destinations).to.deep.equal(
      hosts.map((host) => ({ type: "public", uri: `${host}/.well-known/acme-challenge` })),
    );
    for (const host of hosts) {
      const record = recorded.one(dnsRecord, `website-record-${host}`);
      expect(record.dependencies).to.include(closed.urn);
      expect(closed.dependencies).to.include(recorded.one(domain, `website-domain-${host}`).urn);
    }
  });

  it("registers the canonical address, the project and its own name as outputs", async () => {
    expect((await declare()).outputs("platform:cloudflare:StaticSite")).to.deep.equal({
      url: "https://staging.example.com",
      projectName: "shop-staging-website",
      subdomain: "shop-staging-website.pages.dev",
    });
  });

  it("refuses to be built without a host name", async () => {
    let failure: unknown;
    try {
      await declare([]);
    } catch (error) {
      failure = error;
    }
    expect(failure)
      .to.be.instanceOf(pulumi.ResourceError)
      .with.property("message", "Site website has no host name that serves it");
  });
});
