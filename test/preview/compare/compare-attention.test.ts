import { expect } from "chai";
import { compareReports } from "../../../preview/compare/compare";
import type { Values } from "../../../preview/report/report";
import { report, StackBuilder } from "../../support/reports";
import { statement } from "../../support/sample-report";

type Fill = (builder: StackBuilder) => unknown;

/** What a reviewer is told of a change, as `kind: detail`. */
function attention(base: Fill, head: Fill): string[] {
  const build = (fill: Fill) => {
    const builder = new StackBuilder("production");
    builder.verdict("tags-require", "passed");
    fill(builder);
    return report(builder);
  };
  return compareReports(build(base), build(head)).attention.flatMap(({ kind, details }) =>
    details.map((detail) => `${kind}: ${detail}`),
  );
}

const nothing: Fill = () => undefined;

const resource =
  (type: string, inputs: Values, protect = false): Fill =>
  (builder) =>
    builder.resource(type, "it", { inputs, protect });

const bucket = "aws:s3/bucket:Bucket";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const gate = "github:index/repositoryEnvironment:RepositoryEnvironment";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

describe("the attention of a comparison", () => {
  const read = { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:a", "arn:b"] };

  const cases: readonly (readonly [string, Fill, Fill, readonly string[]])[] = [
    [
      "loses protection",
      resource(bucket, {}, true),
      resource(bucket, {}),
      ["protection-lost: protect: true → false"],
    ],
    [
      "loses a guard of the service's own",
      resource("aws:lb/loadBalancer:LoadBalancer", { enableDeletionProtection: true }),
      resource("aws:lb/loadBalancer:LoadBalancer", { enableDeletionProtection: false }),
      ["protection-lost: enableDeletionProtection: false"],
    ],
    [
      "no longer sets a guard that is off by itself",
      resource("aws:lb/loadBalancer:LoadBalancer", { enableDeletionProtection: true }),
      resource("aws:lb/loadBalancer:LoadBalancer", {}),
      ["protection-lost: enableDeletionProtection: no longer set"],
    ],
    [
      "no longer sets what holds a guard",
      resource("neon:index:Branch", { branch: { name: "main", protected: true } }),
      resource("neon:index:Branch", { branch: "main" }),
      ["protection-lost: branch.protected: no longer set"],
    ],
    [
      "no longer sets a guard that is on by itself",
      resource("aws:cloudwatch/metricAlarm:MetricAlarm", { actionsEnabled: true }),
      resource("aws:cloudwatch/metricAlarm:MetricAlarm", {}),
      [],
    ],
    [
      "no longer sets a guard that was off",
      resource("aws:lb/loadBalancer:LoadBalancer", { enableDeletionProtection: false }),
      resource("aws:lb/loadBalancer:LoadBalancer", {}),
      [],
    ],
    [
      "deletes what holds data",
      resource(bucket, { bucket: "a" }),
      nothing,
      ["data-at-risk: is deleted, with the data it holds"],
    ],
    [
      "may replace what holds data",
      resource(bucket, { bucket: "a" }),
      resource(bucket, { bucket: "b" }),
      ["data-at-risk: may be replaced, without the data it holds: bucket differs"],
    ],
    [
      "allows an action more, on each resource",
      resource(rolePolicy, { policy: statement(read) }),
      resource(rolePolicy, { policy: statement({ ...read, Action: ["s3:GetObject", "s3:Put*"] }) }),
      ["access-gained: may s3:Put* on arn:a, arn:b"],
    ],
    [
      "drops a condition",
      resource(rolePolicy, {
        policy: statement({ ...read, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      }),
      resource(rolePolicy, { policy: statement(read) }),
      ["access-gained: may s3:GetObject on arn:a, arn:b"],
    ],
    [
      "turns a condition round",
      resource(rolePolicy, {
        policy: statement({
          ...read,
          Condition: { StringEquals: { "aws:PrincipalTag/team": "a" } },
        }),
      }),
      resource(rolePolicy, {
        policy: statement({
          ...read,
          Condition: { StringNotEquals: { "aws:PrincipalTag/team": "a" } },
        }),
      }),
      [
        "access-gained: may s3:GetObject on arn:a, arn:b if aws:PrincipalTag/team StringNotEquals a",
      ],
    ],
    [
      "allows the same on two resources on different conditions",
      resource(rolePolicy, { policy: "{}" }),
      resource(rolePolicy, {
        policy: JSON.stringify({
          Statement: ["a", "b"].map((team) => ({
            ...read,
            Resource: `arn:${team}`,
            Condition: { StringEquals: { team } },
          })),
        }),
      }),
      [
        "access-gained: may s3:GetObject on arn:a if team StringEquals a",
        "access-gained: may s3:GetObject on arn:b if team StringEquals b",
      ],
    ],
    [
      "allows more by a statement that stands in no list",
      resource(rolePolicy, { policy: JSON.stringify({ Statement: read }) }),
      resource(rolePolicy, { policy: JSON.stringify({ Statement: { ...read, Resource: "*" } }) }),
      ["access-gained: may s3:GetObject on *"],
    ],
    [
      "trusts another principal",
      resource("aws:iam/role:Role", {
        assumeRolePolicy: statement({
          Effect: "Allow",
          Principal: { AWS: "a" },
          Action: "sts:AssumeRole",
        }),
      }),
      resource("aws:iam/role:Role", {
        assumeRolePolicy: statement({ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }),
      }),
      ["access-gained: everyone may sts:AssumeRole"],
    ],
    [
      "denies less",
      resource(rolePolicy, { policy: statement({ ...read, Effect: "Deny" }) }),
      resource(rolePolicy, { policy: statement({ ...read, Effect: "Deny", Resource: "arn:a" }) }),
      ["access-gained: is no longer denied s3:GetObject on arn:b"],
    ],
    [
      "takes a whole denial away",
      resource(rolePolicy, { policy: statement({ ...read, Effect: "Deny" }) }),
      nothing,
      ["access-gained: is no longer denied s3:GetObject on arn:a, arn:b"],
    ],
    [
      "takes an exception out of what is all allowed but that",
      resource(rolePolicy, {
        policy: statement({ Effect: "Allow", NotAction: ["a:*", "b:*"], Resource: "*" }),
      }),
      resource(rolePolicy, {
        policy: statement({ Effect: "Allow", NotAction: ["a:*"], Resource: "*" }),
      }),
      ["access-gained: may everything but a:* on *"],
    ],
    [
      "takes a resource out of what is all allowed but that",
      resource(rolePolicy, {
        policy: statement({ Effect: "Allow", Action: "a:*", NotResource: ["b", "c"] }),
      }),
      resource(rolePolicy, {
        policy: statement({ Effect: "Allow", Action: "a:*", NotResource: ["b"] }),
      }),
      ["access-gained: may a:* on everything but b"],
    ],
    [
      "takes somebody out of those who alone are not allowed",
      resource(rolePolicy, {
        policy: statement({ Effect: "Allow", Action: "a:*", NotPrincipal: { AWS: ["b", "c"] } }),
      }),
      resource(rolePolicy, {
        policy: statement({ Effect: "Allow", Action: "a:*", NotPrincipal: { AWS: ["b"] } }),
      }),
      ['access-gained: everyone but {"AWS":["b"]} may a:*'],
    ],
    [
      "opens a port",
      nothing,
      resource(ingress, { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" }),
      ["access-gained: opens tcp 443 to 0.0.0.0/0"],
    ],
    [
      "opens a port wider",
      resource(ingress, { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/8" }),
      resource(ingress, { ipProtocol: "tcp", fromPort: 1, toPort: 443, cidrIpv4: "10.0.0.0/8" }),
      ["access-gained: opens tcp 1–443 to 10.0.0.0/8"],
    ],
    [
      "changes who approves",
      resource(gate, { environment: "production", reviewers: [{ teams: [1] }] }),
      resource(gate, { environment: "production", reviewers: [{ teams: [2] }] }),
      ["access-gained: is approved by teams 2", "access-gained: is no longer held for teams 1"],
    ],
    [
      "lets administrators bypass",
      resource(gate, { canAdminsBypass: false, preventSelfReview: true }),
      resource(gate, { canAdminsBypass: true, preventSelfReview: false }),
      [
        "access-gained: lets administrators pass without approval",
        "access-gained: lets people approve their own deployment",
      ],
    ],
    [
      "takes a barrier away",
      resource(gate, { environment: "production" }),
      nothing,
      ["access-gained: production no longer waits for approval"],
    ],
    [
      "takes a barrier away with the component around it",
      (b) => {
        const parent = b.component("platform:github:DeploymentGate", "gate");
        b.resource(gate, "it", { parent, inputs: { environment: "production" } });
      },
      nothing,
      ["interrupted: is deleted", "access-gained: production no longer waits for approval"],
    ],
    [
      "adds a secret",
      nothing,
      resource("aws:secretsmanager/secret:Secret", { name: "a" }),
      ["secret-added: is a new secret"],
    ],
    [
      "gives a container another secret",
      resource("aws:ecs/taskDefinition:TaskDefinition", {
        containerDefinitions: '[{"name":"app","secrets":[{"name":"A","valueFrom":"x"}]}]',
      }),
      resource("aws:ecs/taskDefinition:TaskDefinition", {
        containerDefinitions:
          '[{"name":"app","secrets":[{"name":"A","valueFrom":"x"},{"name":"B","valueFrom":"y"}]}]',
      }),
      ['secret-added: containerDefinitions["app"].secrets["B"] is a new secret'],
    ],
    [
      "gives a container its first secrets",
      resource("aws:ecs/taskDefinition:TaskDefinition", {
        containerDefinitions: '[{"name":"app"}]',
      }),
      resource("aws:ecs/taskDefinition:TaskDefinition", {
        containerDefinitions: '[{"name":"app","secrets":[{"name":"A","valueFrom":"x"}]}]',
      }),
      ['secret-added: containerDefinitions["app"].secrets is a new secret'],
    ],
    ...([{ key: "[secret]" }, ["[secret]"], [{ key: "[secret]" }]] as const).map(
      (held): (typeof cases)[number] => [
        `adds ${JSON.stringify(held)}`,
        resource("aws:sns/topic:Topic", {}),
        resource("aws:sns/topic:Topic", { held }),
        ["secret-added: held is a new secret"],
      ],
    ),
    [
      "shows what was secret in a map",
      resource("aws:sns/topic:Topic", { login: { token: "[secret]" } }),
      resource("aws:sns/topic:Topic", { login: "hunter2" }),
      ["secret-exposed: login was secret and can be read now"],
    ],
    [
      "shows what was secret",
      resource("aws:sns/topic:Topic", { token: "[secret]" }),
      resource("aws:sns/topic:Topic", { token: "hunter2" }),
      ["secret-exposed: token was secret and can be read now"],
    ],
    [
      "no longer judges by a rule",
      (b) => b.verdict("data-require-protect", "passed"),
      nothing,
      ["policy-weakened: data-require-protect no longer judges this stack"],
    ],
    [
      "makes a rule advisory",
      (b) => b.verdict("data-require-protect", "passed"),
      (b) => b.verdict("data-require-protect", "passed", { level: "advisory" }),
      ["policy-weakened: data-require-protect was mandatory and is advisory now"],
    ],
    [
      "waives a rule",
      nothing,
      (b) => b.verdict("tags-require", "waived", { message: "tags-require: until May." }),
      ["policy-weakened: tags-require is waived: until May."],
    ],
  ];

  for (const [what, base, head, expected] of cases) {
    it(`names a change that ${what}`, () => {
      const told = attention(base, head).filter((text) => !text.startsWith("access-withdrawn"));
      expect(told).to.deep.equal(expected);
    });
  }

  const lessAccess: readonly (readonly [string, Fill, Fill, readonly string[]])[] = [
    [
      "allows less on one resource",
      resource(rolePolicy, { policy: statement(read) }),
      resource(rolePolicy, { policy: statement({ ...read, Resource: "arn:a" }) }),
      ["until now: may s3:GetObject on arn:b"],
    ],
    [
      "denies what was not denied",
      resource(rolePolicy, { policy: "{}" }),
      resource(rolePolicy, { policy: statement({ ...read, Effect: "Deny", Resource: "arn:a" }) }),
      ["now: is denied s3:GetObject on arn:a"],
    ],
    [
      "holds a gate for more people",
      resource(gate, { reviewers: [{ teams: [1] }], preventSelfReview: false }),
      resource(gate, { reviewers: [{ teams: [1] }], preventSelfReview: true }),
      ["until now: lets people approve their own deployment"],
    ],
    ["creates a barrier with what it guards", nothing, resource(gate, { environment: "p" }), []],
  ];
  for (const [what, base, head, expected] of lessAccess) {
    it(`names the access that is withdrawn where a change ${what}`, () => {
      expect(attention(base, head)).to.deep.equal(
        expected.map((detail) => `access-withdrawn: ${detail}`),
      );
    });
  }

  /** Each by the value that holds, and whether it holds where nothing is said. */
  const guards: readonly (readonly [name: string, on: boolean, byItself: boolean])[] = [
    ["deletionProtection", true, false],
    ["deletionProtectionEnabled", true, false],
    ["enableDeletionProtection", true, false],
    ["protected", true, false],
    ["forceDelete", false, true],
    ["forceDestroy", false, true],
    ["bypassPolicyLockoutSafetyCheck", false, true],
    ["actionsEnabled", true, true],
    ["isEnabled", true, true],
  ];
  for (const [name, on, byItself] of guards) {
    it(`names a change that takes away the guard ${name}`, () => {
      const of = (inputs: Values) => resource("aws:any/thing:Thing", inputs);
      const off = [`protection-lost: ${name}: ${String(!on)}`];
      expect(attention(of({ [name]: on }), of({ [name]: !on }))).to.deep.equal(off);
      expect(attention(of({}), of({ [name]: !on }))).to.deep.equal(byItself ? off : []);
      expect(attention(of({ [name]: on }), of({}))).to.deep.equal(
        byItself ? [] : [`protection-lost: ${name}: no longer set`],
      );
    });
  }

  const harmless: readonly (readonly [string, Fill, Fill])[] = [
    [
      "a statement that is split in two",
      resource(rolePolicy, { policy: statement(read) }),
      resource(rolePolicy, {
        policy: JSON.stringify({
          Statement: [
            { Sid: "One", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:b" },
            { Sid: "Two", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:a" },
          ],
        }),
      }),
    ],
    [
      "a rule that only gets another description",
      resource(ingress, { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/8" }),
      resource(ingress, {
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "10.0.0.0/8",
        description: "from the load balancer",
      }),
    ],
    ["more protection", resource(bucket, {}), resource(bucket, {}, true)],
    [
      "a denial that goes together with what it guards",
      (b) => {
        const store = b.component("platform:storage:ObjectStore", "store");
        b.resource(rolePolicy, "policy", {
          parent: store,
          inputs: { policy: statement({ ...read, Effect: "Deny" }) },
        });
      },
      nothing,
    ],
  ];

  for (const [what, base, head] of harmless) {
    it(`says nothing of ${what}`, () => {
      const told = attention(base, head).filter((text) => !text.startsWith("interrupted:"));
      expect(told).to.deep.equal([]);
    });
  }

  it("says nothing of the parts of a new stack", () => {
    const builder = new StackBuilder("pr-7");
    builder.resource("aws:secretsmanager/secret:Secret", "it");
    expect(compareReports(report(), report(builder)).attention).to.deep.equal([]);
  });

  it("counts what holds data in a stack that is gone", () => {
    const builder = new StackBuilder("pr-7");
    builder.resource(bucket, "it");
    const { attention: told } = compareReports(report(builder), report());
    expect(told.map(({ details }) => details)).to.deep.equal([
      ["is no longer declared; 1 of its resources hold data"],
    ]);
  });

  it("puts what can't be undone before what can", () => {
    expect(
      attention(
        (b) => b.resource("neon:index:Project", "data"),
        resource("aws:secretsmanager/secret:Secret", {}),
      ).map((line) => line.split(":")[0]),
    ).to.deep.equal(["data-at-risk", "secret-added"]);
  });
});
