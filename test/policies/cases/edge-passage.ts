import type { Case, RuleCases } from "../support/cases";
import { type Declared, declaring } from "../support/declared";

const ruleset = declaring("cloudflare:index/ruleset:Ruleset");
const [cloudflare, owasp] = [
  "efb7b8c949ac4650a09736fc376e9aee",
  "4814384a9e5d4991b9815dcfc25d2f1f",
];

const execute = (id: string, more: object = {}, parameters: object = {}) => ({
  action: "execute",
  enabled: true,
  expression: "true",
  actionParameters: { id, ...parameters },
  ...more,
});
const managed = (...rules: readonly unknown[]): Declared =>
  ruleset({ phase: "http_request_firewall_managed", rules }, { name: "managed" });
const both = managed(execute(cloudflare), execute(owasp));
const custom = (...rules: readonly object[]): Declared =>
  ruleset({ phase: "http_request_firewall_custom", rules }, { name: "custom" });
const own = (action: string, expression: string, actionParameters: object = {}) => ({
  action,
  enabled: true,
  expression,
  actionParameters,
});

const www = declaring("cloudflare:index/dnsRecord:DnsRecord")(
  { name: "www.acme.example", type: "CNAME", proxied: true },
  { name: "www" },
);
const api = declaring("cloudflare:index/workersRoute:WorkersRoute")(
  { pattern: "acme.example/api/*" },
  { name: "api" },
);
const balanced = declaring("aws:lb/listenerRule:ListenerRule")(
  {
    conditions: [
      { hostHeader: { values: ["data.acme.example"] } },
      { pathPattern: { values: ["/files/*"] } },
    ],
  },
  { name: "balanced" },
);
const site = declaring("cloudflare:index/pagesDomain:PagesDomain")(
  { name: "shop.acme.example" },
  { name: "site" },
);
const worker = declaring("cloudflare:index/workersCustomDomain:WorkersCustomDomain")(
  { hostname: "accounts.acme.example" },
  { name: "worker" },
);
const places = [www, api, balanced, site, worker];

const limit = (more: object = {}, ratelimit: object = {}): Declared =>
  ruleset(
    {
      phase: "http_ratelimit",
      rules: [
        {
          action: "block",
          enabled: true,
          expression:
            'lower(http.host) == "acme.example" or ends_with(lower(http.host), ".acme.example")',
          ratelimit: {
            characteristics: ["cf.colo.id", "ip.src"],
            period: 60,
            requestsPerPeriod: 100,
            mitigationTimeout: 60,
            ...ratelimit,
          },
          ...more,
        },
      ],
    },
    { name: "limits" },
  );

const hole = (rule: string, what: string, fix: string): string =>
  `${rule}: pulumi:pulumi:Stack "platform-production" has a hole at its edge: ${what}. ${fix}`;
const unmanaged = (title: string, around: readonly Declared[], what: string) => ({
  title,
  around: [...places, ...around],
  message: hole(
    "request-require-managed-rules",
    `${what} (EDGE-4)`,
    "Execute both managed rulesets on every request, enabled and without overrides, and skip them nowhere.",
  ),
});
const unlimited = (title: string, around: readonly Declared[], what: string) => ({
  title,
  around: [...places, ...around],
  message: hole(
    "request-require-rate-limit",
    `${what} (EDGE-1)`,
    "Declare an enabled rule of the phase http_ratelimit that takes in every host in any letters, counts by cf.colo.id and ip.src alone, and blocks.",
  ),
});
const first = "would reach the origin without the Cloudflare Managed Ruleset:";
const second = "would reach the origin without the Cloudflare OWASP Core Ruleset:";
const often = "could be made any number of times:";

const fine = (title: string, ...around: readonly Declared[]): Case => ({
  title,
  around: [...places, ...around],
});

export const passageCases: readonly RuleCases[] = [
  {
    rule: "request-require-managed-rules",
    stack: "production",
    compliant: [
      fine("both on every request", both),
      fine(
        "stricter",
        managed(execute(cloudflare, {}, { overrides: { action: "block" } }), execute(owasp)),
      ),
      fine(
        "in two halves",
        managed(execute(cloudflare), execute(owasp, { expression: "ssl || not ssl" })),
      ),
      fine(
        "behind a rule that blocks what nobody serves",
        both,
        custom(own("block", 'http.request.uri.path contains ".php"')),
      ),
      fine(
        "behind one that skips another product",
        both,
        custom(own("skip", "true", { products: ["bic"] })),
      ),
      { title: "in staging", stack: "staging", around: [both] },
    ],
    violating: [
      unmanaged("none", [], `GET https://data.acme.example/ ${first} no rule executes them`),
      unmanaged(
        "one of two",
        [managed(execute(cloudflare))],
        `GET https://data.acme.example/ ${second} no rule executes them`,
      ),
      unmanaged(
        "switched off",
        [managed(execute(cloudflare), execute(owasp, { enabled: false }))],
        `GET https://data.acme.example/ ${second} rule 2 of "managed" is off`,
      ),
      unmanaged(
        "never",
        [managed(execute(cloudflare, { expression: "false" }), execute(owasp))],
        `GET https://data.acme.example/ ${first} the expression of rule 1 of "managed" leaves it out`,
      ),
      unmanaged(
        "and false",
        [managed(execute(cloudflare, { expression: "true and false" }), execute(owasp))],
        `GET https://data.acme.example/ ${first} the expression of rule 1 of "managed" leaves it out`,
      ),
      unmanaged(
        "but one host",
        [
          managed(
            execute(cloudflare, { expression: 'http.host ne "shop.acme.example"' }),
            execute(owasp),
          ),
        ],
        `GET https://shop.acme.example/ ${first} the expression of rule 1 of "managed" leaves it out`,
      ),
      unmanaged(
        "but a declared path",
        [
          managed(
            execute(cloudflare),
            execute(owasp, { expression: '!(http.request.uri.path wildcard "/API/*")' }),
          ),
        ],
        `GET https://acme.example/api/some ${second} the expression of rule 2 of "managed" leaves it out`,
      ),
      unmanaged(
        "but a path of the load balancer's",
        [
          managed(
            execute(cloudflare),
            execute(owasp, { expression: 'not starts_with(http.request.uri.path, "/files")' }),
          ),
        ],
        `GET https://data.acme.example/files/some ${second} the expression of rule 2 of "managed" leaves it out`,
      ),
      unmanaged(
        "but a path that nobody declares",
        [
          managed(
            execute(cloudflare, { expression: 'http.request.uri.path ne "/hook"' }),
            execute(owasp),
          ),
        ],
        `POST https://data.acme.example/hook?a=b ${first} the expression of rule 1 of "managed" leaves it out`,
      ),
      unmanaged(
        "but other methods",
        [
          managed(
            execute(cloudflare, { expression: 'http.request.method in {"GET" "HEAD"}' }),
            execute(owasp),
          ),
        ],
        `POST https://data.acme.example/nobody-declared-this.php?a=b ${first} the expression of rule 1 of "managed" leaves it out`,
      ),
      unmanaged(
        "but a country",
        [managed(execute(cloudflare), execute(owasp, { expression: 'ip.src.country ne "CI"' }))],
        `GET https://data.acme.example/ ${second} rule 2 of "managed" takes in some of them alone, by what the visitor is or sends`,
      ),
      unmanaged(
        "another zone's",
        [
          { ...www, props: { ...www.props, zoneId: "20e01" } },
          { ...both, props: { ...both.props, zoneId: "20e02" } },
        ],
        `GET https://www.acme.example/ ${first} no rule executes them`,
      ),
      unmanaged(
        "all of it overridden",
        [managed(execute(cloudflare, {}, { overrides: { action: "log" } }), execute(owasp))],
        `GET https://data.acme.example/ ${first} rule 1 of "managed" overrides their action`,
      ),
      unmanaged(
        "a part of it switched off",
        [
          managed(
            execute(
              cloudflare,
              {},
              { overrides: { categories: [{ category: "php", enabled: false }] } },
            ),
            execute(owasp),
          ),
        ],
        `GET https://data.acme.example/ ${first} rule 1 of "managed" overrides their enabled`,
      ),
      unmanaged(
        "a rule of it less sensitive",
        [
          managed(
            execute(cloudflare),
            execute(owasp, {}, { overrides: { rules: [{ id: "r", scoreThreshold: 60 }] } }),
          ),
        ],
        `GET https://data.acme.example/ ${second} rule 2 of "managed" overrides their scoreThreshold`,
      ),
      unmanaged(
        "skipped by the rule before them",
        [managed(execute(cloudflare), own("skip", "true", { ruleset: "current" }), execute(owasp))],
        `GET https://data.acme.example/ ${second} rule 2 of "managed" skips them`,
      ),
      unmanaged(
        "their phase skipped for an address",
        [
          both,
          custom(
            own("skip", "ip.src in {192.0.2.0/24 2001:db8::/32}", {
              phases: ["http_request_firewall_managed"],
            }),
          ),
        ],
        `GET https://data.acme.example/ ${first} rule 1 of "custom" skips them`,
      ),
      unmanaged(
        "by a product's name",
        [both, custom(own("skip", 'http.host eq "www.acme.example"', { products: ["waf"] }))],
        `GET https://www.acme.example/ ${first} rule 1 of "custom" skips them`,
      ),
      unmanaged(
        "one of them skipped",
        [both, custom(own("skip", "true", { rulesets: [owasp] }))],
        `GET https://data.acme.example/ ${second} rule 1 of "custom" skips them`,
      ),
      unmanaged(
        "a rule of one skipped",
        [
          managed(
            own("skip", "true", { rules: { [owasp]: "r" } }),
            execute(cloudflare),
            execute(owasp),
          ),
        ],
        `GET https://data.acme.example/ ${second} rule 1 of "managed" skips them`,
      ),
      unmanaged(
        "but paths of one host that no text names",
        [
          managed(
            execute(cloudflare, {
              expression:
                'http.host ne "shop.acme.example" or not http.request.uri.path matches "^/v[0-9]"',
            }),
            execute(owasp),
          ),
        ],
        `some request to https://shop.acme.example ${first} rule 1 of "managed" takes in some of them alone, by what the visitor is or sends`,
      ),
      {
        title: "a pull request's host, which lies in dev's zone",
        stack: "dev",
        around: [
          managed(
            execute(cloudflare),
            execute(owasp, { expression: 'not http.host contains "pr-"' }),
          ),
        ],
        message: `request-require-managed-rules: pulumi:pulumi:Stack "platform-dev" has a hole at its edge: GET https://pr-1.dev.acme.example/ ${second} the expression of rule 2 of "managed" leaves it out (EDGE-4). Execute both managed rulesets on every request, enabled and without overrides, and skip them nowhere.`,
      },
      {
        title: "an expression that nobody can read",
        around: [managed(execute(cloudflare, { expression: "hots" }), execute(owasp))],
        message: `request-require-managed-rules: the rule could not read pulumi:pulumi:Stack "platform-production": rule 1 of "managed" can't be read: Cloudflare knows no field hots (EDGE-4). Execute both managed rulesets on every request, enabled and without overrides, and skip them nowhere.`,
      },
      unmanaged(
        "a route's host by any label",
        [
          declaring("cloudflare:index/workersRoute:WorkersRoute")(
            { pattern: "*acme.example/x*" },
            { name: "route" },
          ),
          managed(
            execute(cloudflare, { expression: 'http.request.uri.path ne "/xsome"' }),
            execute(owasp),
          ),
        ],
        `GET https://acme.example/xsome ${first} the expression of rule 1 of "managed" leaves it out`,
      ),
      unmanaged(
        "what is meant is blocked",
        [both, custom(own("block", 'http.host contains "shop"'))],
        `GET https://shop.acme.example/ would be answered by nobody: rule 1 of "custom" blocks it`,
      ),
    ],
    notApplicable: [{ title: "the shared stack, which has no host", stack: "shared" }],
    needs: [
      "managed:rules",
      "managed:rules.0.enabled",
      "managed:rules.0.action",
      "managed:rules.0.expression",
      "managed:phase",
    ],
    awaits: ["www:proxied", "www:name"],
  },
  {
    rule: "request-require-rate-limit",
    stack: "production",
    compliant: [
      fine("a hundred a minute", limit()),
      fine(
        "a few in seconds",
        limit({}, { period: 10, requestsPerPeriod: 15, mitigationTimeout: 10 }),
      ),
      fine("what cannot be counted otherwise", limit({}, { countingExpression: "true" })),
      fine(
        "beside a product that is skipped",
        limit(),
        custom(own("skip", "true", { products: ["bic"] })),
      ),
    ],
    violating: [
      unlimited("none", [both], `GET https://data.acme.example/ ${often} no rule counts it`),
      unlimited(
        "switched off",
        [limit({ enabled: false })],
        `GET https://data.acme.example/ ${often} rule 1 of "limits" is off`,
      ),
      unlimited(
        "written down",
        [limit({ action: "log" })],
        `GET https://data.acme.example/ ${often} rule 1 of "limits" does not block, its action is log`,
      ),
      unlimited(
        "a host in capital letters",
        [
          limit({
            expression: 'http.host eq "acme.example" or ends_with(http.host, ".acme.example")',
          }),
        ],
        `GET https://DATA.ACME.EXAMPLE/ ${often} the expression of rule 1 of "limits" leaves it out`,
      ),
      unlimited(
        "its hosts taken out",
        [
          limit({
            expression: 'http.host contains "acme" and not http.host contains "acme.example"',
          }),
        ],
        `GET https://data.acme.example/ ${often} the expression of rule 1 of "limits" leaves it out`,
      ),
      unlimited(
        "over all data centres",
        [limit({}, { characteristics: ["ip.src"] })],
        `GET https://data.acme.example/ ${often} rule 1 of "limits" counts by ip.src, not by cf.colo.id and ip.src`,
      ),
      unlimited(
        "by what a visitor sends",
        [limit({}, { characteristics: ["cf.colo.id", "ip.src", 'http.request.headers["x-id"]'] })],
        `GET https://data.acme.example/ ${often} rule 1 of "limits" counts by cf.colo.id and ip.src and http.request.headers["x-id"], not by cf.colo.id and ip.src`,
      ),
      unlimited(
        "too many",
        [limit({}, { requestsPerPeriod: 101 })],
        `GET https://data.acme.example/ ${often} rule 1 of "limits" takes 101 in 60 seconds, and 100 a minute are meant`,
      ),
      unlimited(
        "all at once",
        [limit({}, { requestsPerPeriod: 1000, period: 600 })],
        `GET https://data.acme.example/ ${often} rule 1 of "limits" takes 1000 in 600 seconds, and 100 a minute are meant`,
      ),
      unlimited(
        "for a moment",
        [limit({}, { mitigationTimeout: 1 })],
        `GET https://data.acme.example/ ${often} rule 1 of "limits" blocks for 1 seconds only`,
      ),
      unlimited(
        "what fails alone",
        [limit({}, { countingExpression: "http.response.code eq 401" })],
        `GET https://data.acme.example/ ${often} rule 1 of "limits" does not count it`,
      ),
      unlimited(
        "skipped",
        [limit(), custom(own("skip", "true", { products: ["rateLimit"] }))],
        `GET https://data.acme.example/ ${often} rule 1 of "custom" skips them`,
      ),
    ],
    notApplicable: [{ title: "dev", stack: "dev", around: [] }],
    needs: [
      "limits:rules",
      "limits:rules.0.enabled",
      "limits:rules.0.expression",
      "limits:rules.0.ratelimit",
      "limits:rules.0.ratelimit.period",
      "limits:rules.0.ratelimit.characteristics",
      "limits:rules.0.ratelimit.mitigationTimeout",
      "limits:rules.0.ratelimit.requestsPerPeriod",
      "limits:phase",
    ],
  },
];
