import type { RuleCases } from "../support/cases";
import { data } from "../support/data";
import { type Declared, declaring } from "../support/declared";

const record = (props: object, more: Partial<Declared> = {}): Declared =>
  declaring("cloudflare:index/dnsRecord:DnsRecord")(
    { name: "www.acme.example", type: "CNAME", content: "example.pages.dev", ...props },
    more,
  );
const balancer = declaring("aws:lb/loadBalancer:LoadBalancer")({}, { name: "balancer" });
const origin = record(
  { name: "blue.acme.example", content: "x.elb.amazonaws.com", proxied: false },
  { name: "blue", from: { content: ["balancer"] } },
);
const site = (props: object): Declared => record(props, { from: { content: ["pages"] } });
const pages = declaring("cloudflare:index/pagesProject:PagesProject")({}, { name: "pages" });
const edgeBalancer = declaring("cloudflare:index/loadBalancer:LoadBalancer")(
  { name: "services.acme.example" },
  { name: "failover" },
);
const rule = declaring("aws:lb/listenerRule:ListenerRule")(
  { conditions: [{ hostHeader: { values: ["www.acme.example"] } }] },
  { name: "rule" },
);
const certificate = declaring("aws:acm/certificate:Certificate")({}, { name: "certificate" });
const proof = (name: string): Declared =>
  record({ name, content: "_b2.acm-validations.aws." }, { from: { content: ["certificate"] } });
const leads = (wrong: string, name = "subject"): string =>
  `record-require-path: cloudflare:index/dnsRecord:DnsRecord "${name}" ${wrong} (EDGE-3). Point it to a load balancer, a site or a name of this stack, or to 100:: where Workers alone answer, and set proxied to true.`;

const setting = (settingId: string, value: unknown): Declared =>
  declaring("cloudflare:index/zoneSetting:ZoneSetting")({ settingId, value });

const dnssec = declaring("cloudflare:index/zoneDnssec:ZoneDnssec");
const header = (props: object) =>
  setting("security_header", { strict_transport_security: { enabled: true, ...props } });
const zone = (): readonly Declared[] =>
  [
    { ...setting("ssl", "strict"), name: "ssl" },
    setting("always_use_https", "on"),
    setting("min_tls_version", "1.2"),
    setting("tls_1_3", "on"),
    header({ max_age: 31_536_000 }),
    dnssec({ status: "active" }),
    ...["Certificate", "Settings"].map((part) =>
      declaring(`cloudflare:index/authenticatedOriginPulls${part}:AuthenticatedOriginPulls${part}`)(
        {},
        { name: part },
      ),
    ),
  ].map((each, index) => ({ ...each, name: index === 0 ? each.name : String(index) }));
const unset = (title: string, subject: Declared, what: string) => ({
  title,
  subject,
  message: `zone-require-settings: ${subject.type} "subject" ${what} (DAT-8). Declare the zone's settings and an active ZoneDnssec, and show its origins a certificate of its own.`,
});

const rules = (phase: string, ...list: readonly object[]): Declared =>
  declaring("cloudflare:index/ruleset:Ruleset")({ kind: "zone", phase, rules: list });

const limits = (...list: readonly object[]): Declared => rules("http_ratelimit", ...list);

const timed = (period: number, mitigationTimeout = 60) => ({
  ratelimit: { period, mitigationTimeout },
});
const plan = (what: string): string =>
  `zone-require-plan: pulumi:pulumi:Stack "platform-production" ${what} (PRC-31). Declare less, or take a larger plan and write it as zonePlan in policies/environments.yaml.`;
const managed = rules("http_request_firewall_managed", {});

const policy = declaring("cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy");
const application = (props: object, more: Partial<Declared> = {}): Declared =>
  declaring("cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication")(
    { domain: "admin.acme.example", ...props },
    more,
  );
const staff = { includes: [{ emailDomain: { domain: "acme.example" } }] };
const allow = (more: object = {}) => ({ decision: "allow", ...staff, ...more });
const shop = { domain: "www.acme.example" };
/** Opens a path to everybody, and no more. */
const opened = (uri: string): Declared =>
  application({
    domain: uri,
    name: "acme-production-admin-open",
    policies: [{ decision: "bypass", includes: [{ everyone: {} }] }],
  });
const login = (uri = "admin.acme.example", more: object = {}): Declared =>
  application(
    { domain: uri, policies: [{ id: "p" }], ...more },
    { name: "login", from: { policies: ["staff"] } },
  );
const admin = (
  more: Partial<Declared> = { from: { login: ["login"] } },
  name = "admin.acme.example",
) => record({ name, proxied: true }, more);
const allowed = policy(allow(), { name: "staff" });
const route = (pattern = "acme.example/admin/*"): Declared =>
  declaring("cloudflare:index/workersRoute:WorkersRoute")(
    { pattern },
    pattern.includes("admin") ? { from: { login: ["login"] } } : {},
  );
const unasked = (uri: string): string =>
  `host-require-login: cloudflare:index/dnsRecord:DnsRecord "subject" leads to ${uri}, and no login stands before it (ACC-10). Write \`login\` in the workload's deploy.yaml, and let what leads there depend on the application.`;

const device = { devicePosture: { integrationUid: "u" } };
/** What every policy of production's administrators must ask for. */
const proven = {
  mfaConfig: { allowedAuthenticators: ["security_key"] },
  requires: [device, { ipList: { id: "l" } }],
};
const hourly = (props: object, sessionDuration = "1h"): Declared =>
  application({ ...props, sessionDuration });
const unproven = (what: string): string =>
  `admin-access-require-proof: cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication "subject" ${what} (ACC-11). Set mfaConfig.allowedAuthenticators, and devicePosture and ipList in requires, of each policy, and sessionDuration to 1h, of the application as well.`;

const originless = (proxied: boolean): Declared =>
  record({ name: "www.acme.example", type: "AAAA", content: "100::", proxied });

export const zoneCases: readonly RuleCases[] = [
  {
    rule: "record-require-path",
    stack: "production",
    compliant: [
      { title: "a site, by Cloudflare", subject: site({ proxied: true }), around: [pages] },
      { title: "an origin", subject: origin, around: [balancer] },
      {
        title: "another name of an origin",
        subject: record({ name: "live.acme.example", content: "BLUE.acme.example." }),
        around: [origin, balancer],
      },
      {
        title: "a service, by Cloudflare's load balancer",
        subject: record({ content: "services.acme.example", proxied: true }),
        around: [edgeBalancer, rule],
      },
      {
        title: "a proof",
        subject: proof("_a1.www.acme.example"),
        around: [certificate],
      },
      { title: "Workers alone", subject: originless(true), around: [route("www.acme.example/*")] },
    ],
    violating: [
      {
        title: "a site, past Cloudflare",
        subject: site({ proxied: false }),
        around: [pages],
        message: leads("answers past Cloudflare: www.acme.example → example.pages.dev"),
      },
      {
        title: "a site, left to Cloudflare",
        subject: site({}),
        around: [pages],
        message: leads("answers past Cloudflare: www.acme.example → example.pages.dev"),
      },
      {
        title: "a service past Cloudflare, by an origin's name",
        subject: record({ name: "WWW.acme.example", content: "blue.acme.example" }),
        around: [origin, balancer, rule],
        message: leads(
          "answers past Cloudflare for a host that people know: www.acme.example → blue.acme.example → x.elb.amazonaws.com",
        ),
      },
      {
        title: "a name of its zone that nothing declares",
        subject: record({ content: "old.acme.example", proxied: true }),
        message: leads(
          "leads to what its stack does not declare: www.acme.example → old.acme.example",
        ),
      },
      {
        title: "a name of another zone that nothing declares",
        subject: record({ content: "gone.herokudns.com", proxied: true }),
        message: leads(
          "leads to what its stack does not declare: www.acme.example → gone.herokudns.com",
        ),
      },
      {
        title: "a site of somebody's",
        subject: record({ proxied: true }),
        message: leads(
          "leads to what its stack does not declare: www.acme.example → example.pages.dev",
        ),
      },
      {
        title: "another name, made from a load balancer of the stack",
        subject: {
          ...origin,
          props: { ...origin.props, content: "x.elb.amazonaws.com.evil.example" },
        },
        around: [balancer],
        message: leads(
          "leads to what its stack does not declare: blue.acme.example → x.elb.amazonaws.com.evil.example",
          "blue",
        ),
      },
      {
        title: "itself",
        subject: record({ content: "www.acme.example", proxied: true }),
        message: leads(
          "leads to what its stack does not declare: www.acme.example → www.acme.example",
        ),
      },
      {
        title: "an address",
        subject: record({ type: "A", content: "10.30.0.4", proxied: true }),
        message: leads("leads by A to what no stack declares: www.acme.example → 10.30.0.4"),
      },
      {
        title: "the servers of somebody's zone",
        subject: record({ type: "NS", content: "ns.example.com" }),
        message: leads("leads by NS to what no stack declares: www.acme.example → ns.example.com"),
      },
      {
        title: "a proof under a name that people know",
        subject: proof("www.acme.example"),
        around: [certificate],
        message: leads("is no proof of ownership: www.acme.example → _b2.acm-validations.aws"),
      },
      ...[originless(true), originless(false)].map((subject, index) => ({
        title: `nothing, ${index === 0 ? "for which no Worker answers" : "past Cloudflare"}`,
        subject,
        around: index === 0 ? [] : [route("www.acme.example/*")],
        message: leads("leads by AAAA to what no stack declares: www.acme.example → 100::"),
      })),
    ],
    needs: ["type", "name", "content"],
    awaits: ["proxied"],
  },
  {
    rule: "zone-require-settings",
    stack: "production",
    compliant: [
      { title: "a setting that is as strict", subject: setting("min_tls_version", "1.3") },
      { title: "half a year", subject: header({ max_age: 15_552_000 }) },
      { title: "all of them", around: zone() },
    ],
    violating: [
      {
        title: "nothing said",
        message: `zone-require-settings: pulumi:pulumi:Stack "platform-production" does not set the zone's always_use_https to on and does not set the zone's min_tls_version to 1.2 or 1.3 and does not set the zone's security_header to strict_transport_security for 15552000 seconds or more and does not set the zone's ssl to strict and does not set the zone's tls_1_3 to on and declares no ZoneDnssec, so that an answer can be forged and declares no AuthenticatedOriginPullsCertificate, so that every customer of Cloudflare shows its load balancers the same certificate and declares no AuthenticatedOriginPullsSettings, so that every customer of Cloudflare shows its load balancers the same certificate (DAT-8). Declare the zone's settings and an active ZoneDnssec, and show its origins a certificate of its own.`,
      },
      unset("any certificate", setting("ssl", "full"), 'sets ssl to "full", not strict'),
      unset(
        "in clear",
        setting("always_use_https", "off"),
        'sets always_use_https to "off", not on',
      ),
      unset(
        "1.0",
        setting("min_tls_version", "1.0"),
        'sets min_tls_version to "1.0", not 1.2 or 1.3',
      ),
      unset("no 1.3", setting("tls_1_3", "off"), 'sets tls_1_3 to "off", not on'),
      ...[{ max_age: 86_400 }, { enabled: false, max_age: 31_536_000 }].map((props) =>
        unset(
          `a header of ${JSON.stringify(props)}`,
          header(props),
          "sets security_header to something else, not strict_transport_security for 15552000 seconds or more",
        ),
      ),
      unset(
        "forged",
        dnssec({ status: "disabled" }),
        "is disabled, so that an answer can be forged",
      ),
    ],
    notApplicable: [
      { title: "another setting", subject: setting("brotli", "on") },
      { title: "the shared stack", stack: "shared", subject: setting("ssl", "off") },
    ],
    needs: ["settingId", "value"],
  },
  {
    rule: "zone-require-plan",
    stack: "production",
    compliant: [
      { title: "as many as the plan has", around: [limits(timed(60), timed(60)), managed] },
      {
        title: "more in a larger one",
        stack: "staging",
        around: [limits(timed(600), timed(60), timed(60))],
      },
      { title: "nothing" },
    ],
    violating: [
      {
        title: "more rate limits than the plan has",
        around: [limits(timed(60), timed(60), timed(60))],
        message: plan("declares 3 rules of the phase http_ratelimit, and the plan pro has 2"),
      },
      {
        title: "in two rulesets together",
        around: [limits(timed(60), timed(60)), { ...limits(timed(60)), name: "second" }],
        message: plan("declares 3 rules of the phase http_ratelimit, and the plan pro has 2"),
      },
      {
        title: "a period that only larger plans have",
        around: [limits(timed(600, 86_400))],
        message: plan(
          "declares 600 seconds to count requests over, and the plan pro has 60 and declares 86400 seconds to block, and the plan pro has 3600",
        ),
      },
      {
        title: "no time at all",
        around: [limits(timed(0))],
        message: plan("declares no time to count requests over"),
      },
      {
        title: "a zone below another's on a plan that has no such zones",
        stack: "staging",
        data: {
          environments: new Map(
            [...data.environments].map(([name, each]) => [name, { ...each, zonePlan: "pro" }]),
          ),
        },
        message: plan("has a zone below acme.example, which takes the plan enterprise").replace(
          "platform-production",
          "platform-staging",
        ),
      },
      {
        title: "a phase of which nobody knows",
        around: [rules("http_log_custom_fields", {})],
        message: plan(
          "declares rules of the phase http_log_custom_fields, of which zone-plans.ts does not say how many a plan has",
        ),
      },
    ],
    notApplicable: [
      { title: "shared, which has no zone", stack: "shared" },
      { title: "a pull request, which has none of its own", stack: "pr-7" },
    ],
    needs: [],
  },
  {
    rule: "host-require-login",
    stack: "production",
    compliant: [
      { title: "a login first", subject: admin(), around: [login(), allowed] },
      {
        title: "a Worker's host",
        subject: declaring("cloudflare:index/workersCustomDomain:WorkersCustomDomain")(
          { hostname: "backoffice.acme.example" },
          { from: { login: ["login"] } },
        ),
        around: [login("backoffice.acme.example"), allowed],
      },
      {
        title: "a Worker's route, by its own pattern",
        subject: route(),
        around: [login("acme.example/admin/*"), allowed],
      },
    ],
    violating: [
      { title: "none", subject: admin({}), message: unasked("admin.acme.example") },
      {
        title: "a name that is listed",
        subject: admin({}, "backoffice.acme.example"),
        message: unasked("backoffice.acme.example"),
      },
      {
        title: "of another host",
        subject: admin(),
        around: [login("data.acme.example"), allowed],
        message: unasked("admin.acme.example"),
      },
      {
        title: "of a path alone",
        subject: admin(),
        around: [login("admin.acme.example/settings"), allowed],
        message: unasked("admin.acme.example"),
      },
      {
        title: "without a policy",
        subject: admin(),
        around: [application({}, { name: "login" })],
        message: unasked("admin.acme.example"),
      },
      {
        title: "that lets everyone pass",
        subject: admin(),
        around: [application({ policies: [{ decision: "bypass" }] }, { name: "login" })],
        message: unasked("admin.acme.example"),
      },
      {
        title: "later",
        subject: admin({}),
        around: [login(), allowed],
        message:
          'host-require-login: cloudflare:index/dnsRecord:DnsRecord "subject" may lead to admin.acme.example before the login "login" stands there (ACC-10). Write `login` in the workload\'s deploy.yaml, and let what leads there depend on the application.',
      },
    ],
    notApplicable: [
      { title: "a customer's name", subject: record({ proxied: true }) },
      { title: "an origin", subject: record({ name: "admin.acme.example", proxied: false }) },
      {
        title: "a proof of ownership",
        subject: record({ name: "_x.admin.acme.example", proxied: true }),
      },
      { title: "a customer's route", subject: route("acme.example/api/*") },
    ],
    needs: ["name", "type"],
    awaits: ["proxied", "login:domain", "login:policies"],
  },
  {
    rule: "access-policy-forbid-bypass",
    stack: "staging",
    compliant: [
      { title: "allowed", subject: policy(allow()) },
      { title: "at a path", subject: opened("admin.acme.example/healthz") },
    ],
    violating: [
      {
        title: "bypassed",
        subject: policy({ decision: "bypass" }),
        message:
          'access-policy-forbid-bypass: cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy "subject" lets everyone pass unasked (ACC-10). Set decision to allow or non_identity, or write it in an application of its own whose destinations are the open paths.',
      },
      {
        title: "bypassed, in the application",
        subject: application({ policies: [allow(), { decision: "bypass", includes: [] }] }),
        message:
          'access-policy-forbid-bypass: cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication "subject" lets everyone pass unasked (ACC-10). Set decision to allow or non_identity, or write it in an application of its own whose destinations are the open paths.',
      },
      {
        title: "at every path",
        subject: opened("admin.acme.example/*"),
        message:
          'access-policy-forbid-bypass: cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication "subject" lets everyone pass unasked (ACC-10). Set decision to allow or non_identity, or write it in an application of its own whose destinations are the open paths.',
      },
      {
        title: "at paths that begin somehow",
        subject: opened("admin.acme.example/a*"),
        message:
          'access-policy-forbid-bypass: cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication "subject" lets everyone pass unasked (ACC-10). Set decision to allow or non_identity, or write it in an application of its own whose destinations are the open paths.',
      },
      {
        title: "on hosts of every name",
        subject: opened("*.acme.example/healthz"),
        message:
          'access-policy-forbid-bypass: cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication "subject" lets everyone pass unasked (ACC-10). Set decision to allow or non_identity, or write it in an application of its own whose destinations are the open paths.',
      },
    ],
    needs: ["decision"],
  },
  {
    rule: "admin-access-require-proof",
    stack: "production",
    compliant: [
      { title: "in the application", subject: hourly({ policies: [allow(proven)] }) },
      { title: "more often", subject: hourly({ policies: [allow(proven)] }, "30m") },
      {
        title: "in a policy of its own",
        subject: login(undefined, { sessionDuration: "1h" }),
        around: [policy(allow({ ...proven, sessionDuration: "1h" }), { name: "staff" })],
      },
      {
        title: "staging's by the device alone",
        stack: "staging",
        subject: application({ policies: [allow({ requires: [device] })] }),
      },
      {
        title: "staging's by the address alone",
        stack: "staging",
        subject: application({ policies: [allow({ requires: [{ ipList: { id: "l" } }] })] }),
      },
    ],
    violating: [
      {
        title: "nothing asked",
        subject: hourly({ policies: [allow()] }),
        message: unproven(
          "lets administrators in without a second factor (ACC-11) and lets administrators in from any device (NET-4) and lets administrators in from any address (ACC-12)",
        ),
      },
      {
        title: "no policy at all",
        subject: hourly({}),
        message: unproven("lets administrators in by no policy"),
      },
      {
        title: "one way in without it",
        subject: hourly({ policies: [allow(proven), allow({ ...proven, mfaConfig: {} })] }),
        message: unproven("lets administrators in without a second factor (ACC-11)"),
      },
      {
        title: "a session that is a second too long",
        subject: hourly({ policies: [allow(proven)] }, "3601s"),
        message: unproven("keeps administrators signed in for 3601s"),
      },
      {
        title: "a policy whose session is longer",
        subject: login(undefined, { sessionDuration: "1h" }),
        around: [policy(allow({ ...proven, sessionDuration: "24h" }), { name: "staff" })],
        message: unproven("keeps administrators signed in for 24h").replace("subject", "login"),
      },
      {
        title: "staging's from anywhere",
        stack: "staging",
        subject: application({ policies: [allow()] }),
        message: unproven("lets administrators in from any device at any address (NET-4)"),
      },
    ],
    notApplicable: [
      { title: "what is no administrator's", subject: application(shop) },
      { title: "a path that is open to everybody", subject: opened("admin.acme.example/healthz") },
      { title: "development", stack: "dev", subject: application({}) },
    ],
    needs: [
      "policies",
      "sessionDuration",
      "policies.0.requires",
      "policies.0.mfaConfig.allowedAuthenticators",
    ],
  },
];
