import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020";
import { expect } from "chai";
import * as fc from "fast-check";
import { passportsOf } from "../../../preview/passport/passport";
import { jsonChunks } from "../../../preview/render/json";
import type { Report, WrittenReport } from "../../../preview/report/report";
import { reportJsonSchema } from "../../../preview/report/report-schema";
import { standingCost } from "../../../preview/report/standing-cost";
import { arbitraryReport } from "../../support/arbitrary-report";
import { report, StackBuilder } from "../../support/reports";
import { sampleReport } from "../../support/sample-report";

const file = join(__dirname, "..", "..", "..", "preview", "report", "report.schema.json");
const schema = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
const validate = new Ajv2020({ allErrors: true }).compile(schema);

const parse = (text: string): unknown => JSON.parse(text);

function written(given: Report): WrittenReport {
  const none = { files: new Map<string, string>(), releases: new Map<string, never>() };
  return {
    ...given,
    costs: given.stacks.map((stack) => ({ stack: stack.stack, ...standingCost(stack) })),
    passports: passportsOf(given, undefined, none),
  };
}

function renderJson(given: Report): string {
  return [...jsonChunks(given, written(given).passports)].join("");
}

describe("the report as JSON", () => {
  it("writes what the schema allows", () => {
    fc.assert(
      fc.property(arbitraryReport, (given) => {
        expect(validate(parse(renderJson(given))), JSON.stringify(validate.errors)).to.equal(true);
      }),
    );
  });

  it("writes all of the report and nothing else", () => {
    fc.assert(
      fc.property(arbitraryReport, (given) => {
        expect(parse(renderJson(given))).to.deep.equal(parse(JSON.stringify(written(given))));
      }),
    );
  });

  it("writes the same bytes whatever order the keys come in", () => {
    fc.assert(
      fc.property(arbitraryReport, (given) => {
        expect(renderJson(withKeysReversed(given) as Report)).to.equal(renderJson(given));
      }),
    );
  });

  it("lays out as JSON.stringify does with two spaces, and ends in a newline", () => {
    fc.assert(
      fc.property(arbitraryReport, (given) => {
        const text = renderJson(given);
        expect(text).to.equal(`${JSON.stringify(parse(text), undefined, 2)}\n`);
      }),
    );
  });

  it("names the fields of a resource and of a verdict in the schema's order", () => {
    const builder = new StackBuilder("dev").verdict("tags-require", "violated", { waivable: true });
    const [stack] = (parse(renderJson(report(builder))) as Report).stacks;
    const defined = schema.$defs as Record<string, { properties: object }>;
    const fieldsOf = (name: string): string[] => Object.keys(defined[name]?.properties ?? {});
    expect(Object.keys(stack ?? {})).to.deep.equal(fieldsOf("stack"));
    expect(Object.keys(stack?.resources[0] ?? {})).to.deep.equal(fieldsOf("resource"));
    expect(Object.keys(stack?.verdicts[0] ?? {})).to.deep.equal(fieldsOf("verdict"));
  });

  it("keeps a key that JavaScript treats as its own", () => {
    const inputs = JSON.parse('{"__proto__":{"a":1}}') as Readonly<Record<string, string>>;
    const builder = new StackBuilder("dev");
    builder.resource("aws:ec2/vpc:Vpc", "main", { inputs });
    expect(renderJson(report(builder))).to.contain('"__proto__"');
  });

  it("comes in pieces no bigger than a resource", () => {
    const pieces = [...jsonChunks(sampleReport())];
    expect(Math.max(...pieces.map(({ length }) => length))).to.be.lessThan(2_000);
  });
});

describe("the report's schema", () => {
  it("is what `npm run schema` writes", () => {
    expect(schema).to.deep.equal(parse(JSON.stringify(reportJsonSchema())));
  });

  it("refuses a field that is missing, unknown or of another type", () => {
    const good = { rule: "a", level: "mandatory", status: "passed", urn: "u", message: "" };
    const withVerdict = (verdict: unknown): boolean =>
      validate({
        ...written(report()),
        stacks: [{ stack: "dev", resources: [], verdicts: [verdict], notShown: [] }],
      });
    expect(withVerdict(good)).to.equal(true);
    expect(withVerdict({ ...good, message: undefined })).to.equal(false);
    expect(withVerdict({ ...good, more: 1 })).to.equal(false);
    expect(withVerdict({ ...good, status: "failed" })).to.equal(false);
  });
});

function withKeysReversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withKeysReversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]: [string, unknown]) => [key, withKeysReversed(item)]),
  );
}
