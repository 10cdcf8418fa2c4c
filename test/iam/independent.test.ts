import { expect } from "chai";
import fc from "fast-check";
import PBAC = require("pbac");
import { evaluate } from "../../iam/evaluate";
import { readPolicy } from "../../iam/policy";
import type { Context } from "../../iam/request";

/** As many as every run draws, or as a full one does (`ENGINE_TESTS=full`). */
const runs = process.env.ENGINE_TESTS === "full" ? 100_000 : 10_000;

const actions = ["s3:GetObject", "s3:GetBucketAcl", "s3:PutObject", "iam:PassRole", "ecs:RunTask"];
const resources = [
  "arn:aws:s3:::acme-documents/a.txt",
  "arn:aws:s3:::acme-documents/anna/b.txt",
  "arn:aws:iam::111111111111:role/deploy",
  "arn:aws:ecs:eu-west-1:111111111111:task-definition/acme+(1)",
];
const names = ["anna", "Anna", "bob", "an*a", "a.na"];
const tagKeys = ["team", "Team", "stage", "s.age"];
const numbers = [-1, 3, 10, 10.5];
const moments = ["2026-01-01T00:00:00Z", "2026-06-01T12:00:00Z", "2026-06-01T14:00:00+02:00"];
const addresses = ["203.0.113.7", "198.51.100.255", "10.0.0.1"];
const ranges = ["203.0.113.0/24", "198.51.100.255/32", "10.0.0.0/8", "0.0.0.0/0", "203.0.113.8/29"];

const from = <Value>(list: readonly Value[]) => fc.constantFrom(...list);

/** A text with stretches of it given as `*`, and characters as `?`; a colon stays. */
function patternOf(texts: readonly string[]): fc.Arbitrary<string> {
  const holes = fc.array(fc.tuple(fc.nat(60), fc.nat(12), fc.boolean()), { maxLength: 2 });
  return fc.tuple(from(texts), holes).map(([text, all]) =>
    all.reduce((made, [at, length, isStar]) => {
      const start = at % made.length;
      const cut = made.slice(start, isStar ? start + length : start + 1);
      return cut.includes(":")
        ? made
        : made.slice(0, start) + (isStar ? "*" : "?") + made.slice(start + cut.length);
    }, text),
  );
}

const some = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: 1, maxLength: 3 });
const one = <Value>(value: fc.Arbitrary<Value>) => value.map((each) => [each]);

/** Operators by the key that they are asked of; a negated one has one value (below). */
const conditions = fc.oneof(
  asking("aws:username", ["StringEquals", "StringEqualsIgnoreCase"], some(from(names))),
  asking("aws:username", ["StringNotEquals", "StringNotEqualsIgnoreCase"], one(from(names))),
  asking("aws:username", ["StringLike", "StringLikeIfExists"], some(patternOf(names))),
  asking("aws:username", ["StringNotLike"], one(patternOf(names))),
  asking(
    "aws:TagKeys",
    ["ForAnyValue:StringEquals", "ForAllValues:StringEquals"],
    some(from(tagKeys)),
  ),
  asking(
    "aws:TagKeys",
    ["ForAnyValue:StringLike", "ForAllValues:StringLike"],
    some(patternOf(tagKeys)),
  ),
  asking(
    "aws:TagKeys",
    ["ForAnyValue:StringNotEquals", "ForAllValues:StringNotLike"],
    one(from(tagKeys)),
  ),
  asking(
    "s3:max-keys",
    [
      ...["NumericEquals", "NumericLessThan", "NumericLessThanEquals"],
      ...["NumericGreaterThan", "NumericGreaterThanEquals"],
    ],
    some(from(numbers)),
  ),
  asking("s3:max-keys", ["NumericNotEquals"], one(from(numbers))),
  asking(
    "aws:CurrentTime",
    [
      "DateEquals",
      "DateLessThan",
      "DateLessThanEquals",
      "DateGreaterThan",
      "DateGreaterThanEquals",
    ],
    some(from(moments)),
  ),
  asking("aws:CurrentTime", ["DateNotEquals"], one(from(moments))),
  asking("aws:SecureTransport", ["Bool"], one(from(["true", "false"]))),
  asking("aws:SourceIp", ["IpAddress"], some(from(ranges))),
  asking("aws:SourceIp", ["NotIpAddress"], one(from(ranges))),
  asking("aws:SourceArn", ["ArnLike", "ArnEquals"], some(patternOf(resources))),
);

function asking(
  key: string,
  operators: readonly string[],
  values: fc.Arbitrary<readonly unknown[]>,
) {
  return fc
    .tuple(from(operators), values)
    .map(([operator, list]) => ({ [operator]: { [key]: list } }));
}

const resourcePattern = fc.oneof(
  patternOf(resources),
  from(["*", "arn:aws:s3:::acme-documents/${aws:username}/*"]),
);

const statement = fc
  .record({
    Effect: from(["Allow", "Allow", "Allow", "Deny"]),
    action: fc.tuple(
      from(["Action", "Action", "NotAction"]),
      some(fc.oneof(patternOf(actions), from(["*"]))),
    ),
    resource: fc.tuple(from(["Resource", "Resource", "NotResource"]), some(resourcePattern)),
    Condition: fc.array(conditions, { maxLength: 2 }),
  })
  .map(({ Effect, action, resource, Condition }) => ({
    Effect,
    [action[0]]: action[1],
    [resource[0]]: resource[1],
    ...(Condition.length > 0 && { Condition: Object.assign({}, ...Condition) as object }),
  }));

const policies = some(some(statement).map((all) => ({ Version: "2012-10-17", Statement: all })));

const request = fc.record({
  action: from(actions),
  resource: from(resources),
  context: fc.record({
    "aws:username": from(["anna", "Anna", "bob", "ana"]),
    "aws:TagKeys": some(from(tagKeys)),
    "s3:max-keys": from(numbers),
    "aws:CurrentTime": from(moments),
    "aws:SecureTransport": from(["true", "false"]),
    "aws:SourceIp": from(addresses),
    "aws:SourceArn": from(resources),
  }),
});

/**
 * pbac reads policies of AWS's form by itself. It is asked for what both are meant to do: effects, wildcards, Not* elements,
 * a variable, and most operators on keys that the request has. Where the two differ, AWS's documentation is ours, and no
 * request here is of that kind: pbac tells cases of actions apart; takes a key that the request lacks for its own name; looks
 * at the first key of an operator alone; finds no zero; holds a negated operator with several values where one of them differs; takes
 * wildcards in a variable's value for wildcards. Boundaries, policies of resources, `Null`, absent keys and IfExists on
 * them stand in evaluate.test.ts.
 */
describe("the evaluator, held against another one,", () => {
  it(`says the same to ${runs.toLocaleString("en")} random requests`, () => {
    let allowed = 0;
    fc.assert(
      fc.property(policies, request, (documents, { action, resource, context }) => {
        const identity = documents.map((each, index) =>
          readPolicy(String(index), JSON.stringify(each)),
        );
        const principal = "arn:aws:iam::111111111111:role/deploy";
        const ours = evaluate(
          { identity },
          { principal, action, resource, context: texts(context) },
        );
        const other = new PBAC(documents, { validateSchema: false, validatePolicies: false });
        if (ours.allowed) allowed += 1;
        return ours.allowed === other.evaluate({ action, resource, context: nested(context) });
      }),
      { numRuns: runs },
    );
    expect(allowed / runs).to.be.within(0.1, 0.9);
  }).timeout(runs * 6);
});

/** AWS has numbers as texts. */
function texts(context: Readonly<Record<string, unknown>>): Context {
  const entries = Object.entries(context).map(([key, value]) => [
    key,
    Array.isArray(value) ? value : String(value),
  ]);
  return Object.fromEntries(entries) as Context;
}

function nested(
  context: Readonly<Record<string, unknown>>,
): Record<string, Record<string, unknown>> {
  const all: Record<string, Record<string, unknown>> = {};
  for (const [key, value] of Object.entries(context)) {
    const [service = "", name = ""] = key.split(":");
    all[service] = { ...all[service], [name]: value };
  }
  return all;
}
