import { expect } from "chai";
import { evaluate, type Policies } from "../../iam/evaluate";
import { type Policy, readPolicy } from "../../iam/policy";
import { PolicyError } from "../../iam/condition";
import type { AccessRequest, Context } from "../../iam/request";

const account = "111111111111";
const role = `arn:aws:iam::${account}:role/deploy`;
const object = "arn:aws:s3:::acme-documents/a.txt";

const policy = (...statements: readonly object[]): Policy =>
  readPolicy(
    "policy",
    JSON.stringify({
      Version: "2012-10-17",
      Statement: statements.map((each) => ({
        Effect: "Allow",
        Action: "*",
        Resource: "*",
        ...each,
      })),
    }),
  );

const request = (changes: Partial<AccessRequest> = {}): AccessRequest => ({
  principal: role,
  session: `arn:aws:sts::${account}:assumed-role/deploy/job`,
  action: "s3:GetObject",
  resource: object,
  context: {},
  ...changes,
});

const decide = (policies: Partial<Policies>, changes: Partial<AccessRequest> = {}) =>
  evaluate({ identity: [], ...policies }, request(changes));

const allows = (statement: object, changes: Partial<AccessRequest> = {}): boolean =>
  decide({ identity: [policy(statement)] }, changes).allowed;

/** AWS's own rules of evaluation (IAM User Guide, "Policy evaluation logic"). */
describe("which policies decide", () => {
  it("says no where nothing allows it, and which layer said so", () => {
    expect(decide({})).to.deep.equal({
      allowed: false,
      layer: "identity-based policy",
      statement: undefined,
    });
  });

  it("lets a denial win in each layer, and names the statement", () => {
    const denying = policy({ Effect: "Deny", Sid: "Never", Principal: "*" });
    const layers = [
      ["identity-based policy", { identity: [policy({}), denying] }],
      ["permissions boundary", { identity: [policy({})], boundary: denying }],
      ["resource-based policy", { identity: [policy({})], resource: denying }],
    ] as const;
    for (const [layer, policies] of layers) {
      expect(decide(policies)).to.deep.equal({ allowed: false, layer, statement: "policy/Never" });
    }
  });

  it("lets a resource's policy deny by name, by account, and by everybody but others", () => {
    const denied = (principal: object) =>
      decide({
        identity: [policy({})],
        resource: policy({ Effect: "Deny", Sid: "Never", ...principal }),
      }).statement === "policy/Never";
    const other = "arn:aws:iam::111111111111:role/other";
    for (const AWS of [role, account, `arn:aws:iam::${account}:root`, "*"]) {
      expect(denied({ Principal: { AWS } }), AWS).to.equal(true);
    }
    expect(denied({ NotPrincipal: { AWS: other } })).to.equal(true);
    expect(denied({ Principal: { AWS: other } })).to.equal(false);
    expect(denied({ NotPrincipal: { AWS: role } })).to.equal(false);
  });

  it("takes what identity and boundary both allow", () => {
    const reading = policy({ Action: "s3:Get*" });
    const writing = policy({ Action: "s3:Put*" });
    expect(decide({ identity: [reading], boundary: reading }).allowed).to.equal(true);
    expect(decide({ identity: [reading], boundary: writing })).to.deep.include({
      allowed: false,
      layer: "permissions boundary",
    });
  });

  it("lets a resource's policy let somebody in by name, by account only with their own rights", () => {
    const naming = (AWS: string) => ({ resource: policy({ Principal: { AWS } }) });
    expect(decide(naming(role)).allowed).to.equal(true);
    expect(decide(naming(`arn:aws:iam::${account}:root`)).allowed).to.equal(false);
    expect(decide({ ...naming(account), identity: [policy({})] }).allowed).to.equal(true);
    expect(decide(naming("arn:aws:iam::111111111111:role/other")).allowed).to.equal(false);
  });

  it("asks both sides across accounts, and a key's policy in any case", () => {
    const foreign = { resourceAccount: "222222222222" };
    const own = { identity: [policy({})] };
    const open = { resource: policy({ Principal: { AWS: account } }) };
    expect(decide(own, foreign)).to.deep.include({
      allowed: false,
      layer: "resource-based policy",
    });
    expect(decide(open, foreign).allowed).to.equal(false);
    expect(decide({ ...own, ...open }, foreign).allowed).to.equal(true);
    expect(decide({ ...own, resourceDecides: true }).allowed).to.equal(false);
    expect(decide({ ...own, ...open, resourceDecides: true }).allowed).to.equal(true);
  });

  it("takes everybody but those that NotPrincipal names", () => {
    const but = (AWS: string) => decide({ resource: policy({ NotPrincipal: { AWS } }) }).allowed;
    expect([but(role), but("arn:aws:iam::111111111111:role/other")]).to.deep.equal([false, true]);
  });
});

describe("what a statement is about", () => {
  const cases: readonly [statement: object, expected: boolean][] = [
    [{ Action: "S3:getobject" }, true],
    [{ Action: ["s3:Put*", "s3:Get?bject"] }, true],
    [{ Action: "s3:Get" }, false],
    [{ Action: undefined, NotAction: "s3:*" }, false],
    [{ Action: undefined, NotAction: "iam:*" }, true],
    [{ Resource: "arn:aws:s3:::acme-*" }, true],
    [{ Resource: "arn:aws:s3:::ACME-*" }, false],
    [{ Resource: undefined, NotResource: "arn:aws:s3:::acme-*" }, false],
    [{ Resource: "arn:aws:s3:::acme-${aws:PrincipalTag/kind}/*" }, true],
    [{ Resource: "arn:aws:s3:::acme-${aws:PrincipalTag/none}/*" }, false],
    [{ Resource: "arn:aws:s3:::acme-${aws:PrincipalTag/none, 'documents'}/*" }, true],
    [{ Resource: "arn:aws:s3:::acme-${aws:PrincipalTag/star}/*" }, false],
    [{ Resource: "arn:aws:s3:::acme-${aws:TagKeys}/*" }, false],
    [{ Resource: "arn:aws:s3:::acme-${aws:TagKeys, 'documents'}/*" }, true],
  ];
  const context = {
    "aws:PrincipalTag/kind": "documents",
    "aws:PrincipalTag/star": "*",
    "aws:TagKeys": ["documents", "others"],
  };
  for (const [statement, expected] of cases) {
    it(`${JSON.stringify(statement)}: ${String(expected)}`, () => {
      expect(allows(statement, { context })).to.equal(expected);
    });
  }

  it("reads no variables in a policy of the first version", () => {
    const text = "arn:aws:s3:::acme-${aws:PrincipalTag/kind}/*";
    const older = readPolicy(
      "old",
      JSON.stringify({ Statement: { Effect: "Allow", Action: "*", Resource: text } }),
    );
    expect(decide({ identity: [older] }, { context }).allowed).to.equal(false);
  });
});

/** Key, values and whether it holds, by operator: the tables of the IAM User Guide, "Condition operators". */
describe("conditions", () => {
  const context: Context = {
    "aws:username": "anna",
    "aws:TagKeys": ["a", "b"],
    "s3:max-keys": "10",
    "aws:CurrentTime": "2026-06-01T12:00:00Z",
    "aws:SourceIp": "203.0.113.7",
    "aws:SecureTransport": "true",
    "aws:SourceArn": "arn:aws:sns:eu-west-1:111111111111:alerts",
  };
  const cases: readonly [operator: string, key: string, values: unknown, expected: boolean][] = [
    ["StringEquals", "AWS:UserName", ["bob", "anna"], true],
    ["StringEquals", "aws:username", "ann*", false],
    ["StringLike", "aws:username", "an?a", true],
    ["StringNotLike", "aws:username", "an*", false],
    ["StringEqualsIgnoreCase", "aws:username", "ANNA", true],
    ["StringNotEquals", "aws:username", ["anna", "bob"], false],
    ["StringEquals", "aws:TagKeys", "a", true],
    ["StringNotEquals", "aws:TagKeys", "a", false],
    ["StringNotLike", "aws:TagKeys", "c*", true],
    ["StringEquals", "aws:none", "x", false],
    ["StringNotEquals", "aws:none", "x", true],
    ["StringEqualsIfExists", "aws:none", "x", true],
    ["StringEqualsIfExists", "aws:username", "x", false],
    ["StringEquals", "aws:username", "${aws:username}", true],
    ["ForAllValues:StringEquals", "aws:TagKeys", ["a", "b", "c"], true],
    ["ForAllValues:StringEquals", "aws:TagKeys", ["a"], false],
    ["ForAllValues:StringEquals", "aws:none", ["a"], true],
    ["ForAnyValue:StringEquals", "aws:TagKeys", ["b"], true],
    ["ForAnyValue:StringEquals", "aws:none", ["b"], false],
    ["ForAnyValue:StringNotEquals", "aws:TagKeys", ["b"], true],
    ["ForAllValues:StringNotLike", "aws:TagKeys", ["b*"], false],
    ["NumericLessThanEquals", "s3:max-keys", "10", true],
    ["NumericGreaterThan", "s3:max-keys", 10, false],
    ["NumericNotEquals", "s3:max-keys", "9", true],
    ["DateGreaterThan", "aws:CurrentTime", "2026-01-01T00:00:00Z", true],
    ["DateLessThan", "aws:CurrentTime", "1767225600", false],
    ["Bool", "aws:SecureTransport", "TRUE", true],
    ["Bool", "aws:SecureTransport", false, false],
    ["BoolIfExists", "aws:none", "true", true],
    ["IpAddress", "aws:SourceIp", ["198.51.100.0/24", "203.0.113.0/24"], true],
    ["NotIpAddress", "aws:SourceIp", "203.0.113.0/24", false],
    ["IpAddress", "aws:SourceIp", "2001:db8::/32", false],
    ["ArnLike", "aws:SourceArn", "arn:aws:sns:*:111111111111:*", true],
    ["ArnEquals", "aws:SourceArn", "arn:aws:sns:*:alerts", false],
    ["ArnNotLike", "aws:SourceArn", "arn:aws:sqs:*:*:*", true],
    ["Null", "aws:none", "true", true],
    ["Null", "aws:username", "true", false],
    ["Null", "aws:username", false, true],
  ];
  for (const [operator, key, values, expected] of cases) {
    it(`${operator} ${key} ${JSON.stringify(values)}: ${String(expected)}`, () => {
      const statement = { Condition: { [operator]: { [key]: values } } };
      expect(allows(statement, { context })).to.equal(expected);
    });
  }

  it("holds when each of them does", () => {
    const both = (name: string) => ({
      Condition: {
        StringEquals: { "aws:username": name },
        Bool: { "aws:SecureTransport": "true" },
      },
    });
    expect([allows(both("anna"), { context }), allows(both("bob"), { context })]).to.deep.equal([
      true,
      false,
    ]);
  });

  it("refuses an operator that IAM does not know", () => {
    const statement = { Condition: { StringSame: { "aws:username": "anna" } } };
    expect(() => allows(statement, { context })).to.throw(PolicyError, /StringSame/);
  });
});
