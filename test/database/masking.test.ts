import { createSecretKey } from "node:crypto";
import { expect } from "chai";
import * as fc from "fast-check";
import { loadModule } from "libpg-query";
import { unmasked } from "../../database/lint/unmasked";
import { mapArray, readCell, writeCell } from "../../database/mask/copy-text";
import { maskJson } from "../../database/mask/json";
import type { Rule, Shape } from "../../database/mask/kinds";
import { neonRules } from "../../database/mask/neon-rules";
import { luhnSum, Pseudonyms } from "../../database/mask/pseudonyms";
import { parseRules } from "../../database/mask/read-rules";
import { likenesses } from "../../database/mask/shapes";
import { checkRules } from "../../providers/neon/resources/masking-rules";

const keyed = (byte: number) => new Pseudonyms(createSecretKey(Buffer.alloc(32, byte)));
const rule = (kind: "name" | "mail" | "phone" | "card" | "address" | "text"): Rule => ({ kind });
const kinds = ["name", "mail", "phone", "card", "address", "text"] as const;

describe("a pseudonym", () => {
  const forms = {
    name: /^[A-Z][a-z]{4}-[a-z]{5} [A-Z][a-z]{4}-[a-z]{5}$/,
    mail: /^(?:[a-z]{5}\.){3}[a-z]{5}@masked\.example$/,
    phone: /^\+999\d{12}$/,
    card: /^999999\d{10}$/,
    address: /^\d{1,3} [A-Z][a-z]{4}-[a-z]{5}, [A-Z][a-z]{4}-[a-z]{5}$/,
    text: /^[a-z ]*$/,
  };
  for (const kind of kinds) {
    it(`of a ${kind} is the same for one key, another for another, and gives nothing away`, () => {
      fc.assert(
        fc.property(fc.string({ minLength: 3, unit: "grapheme" }), (value) => {
          const made = keyed(1).of(rule(kind), value) ?? "";
          expect(made)
            .to.match(forms[kind])
            .and.equal(keyed(1).of(rule(kind), value));
          expect(made).not.to.equal(keyed(2).of(rule(kind), value));
          expect(likenesses(made.toLowerCase())).to.deep.equal([]);
        }),
      );
    });
  }

  it("of a card has its check digit, of an id its form, of a day another day", () => {
    const one = keyed(1);
    expect(luhnSum(one.of(rule("card"), "4242424242424242") ?? "") % 10).to.equal(0);
    const id: Rule = { kind: "id", prefixes: ["order-"] };
    const uuid = "0b0e7c1e-9d3b-4a53-8a3e-5b8f5f7f3a10";
    expect(one.of(id, uuid)).to.match(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(one.of(id, `order-${uuid}`)).to.equal(`order-${one.of(id, uuid) ?? ""}`);
    expect(one.of(id, "cart-1")).to.match(/^[0-9a-f]{32}$/);
    expect(one.of(id, "17")).to.match(/^1\d{17}$/);
    const date: Rule = { kind: "date", days: 10 };
    expect(one.of(date, "2026-11-30 10:11:12+00"))
      .to.match(/^2026-1[12]-\d\d 10:11:12\+00$/)
      .and.not.include("11-30");
    expect(one.of(date, "infinity")).to.equal("1970-01-01");
    expect(one.of(rule("name"), "")).to.equal("");
  });
});

describe("masked JSON", () => {
  /** A shape in which all that is there has a rule. */
  const shapeOf = (value: unknown, own: Rule): Shape => {
    if (Array.isArray(value)) {
      const shapes = value.map((each) => shapeOf(each, own));
      const items: Shape = {
        rule: own,
        fields: new Map(shapes.flatMap(({ fields }) => [...fields])),
      };
      const inner = shapes.find((each) => each.items !== undefined)?.items;
      return { fields: new Map(), items: inner === undefined ? items : { ...items, items: inner } };
    }
    if (typeof value !== "object" || value === null) return { rule: own, fields: new Map() };
    return {
      fields: new Map(Object.entries(value).map(([key, each]) => [key, shapeOf(each, own)])),
    };
  };
  const masked = (text: string, shape: Shape) => {
    const unknown: string[] = [];
    const made = maskJson(text, shape, {
      scalar: (_rule, token) => (token.startsWith('"') ? '"x"' : "0"),
      key: () => "k",
      unknown: (path) => unknown.push(path),
    });
    return { made, unknown };
  };
  const flat = fc.dictionary(
    fc.string({ unit: "grapheme" }),
    fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.double(),
      fc.boolean(),
      fc.dictionary(fc.string(), fc.array(fc.string())),
    ),
  );

  it("stays to the byte where all is kept, and holds no string where all is masked", () => {
    fc.assert(
      fc.property(flat, fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        const own = JSON.parse(text) as unknown;
        const keep: Rule = { kind: "keep", because: "the test's" };
        expect(masked(text, shapeOf(own, keep))).to.deep.equal({ made: text, unknown: [] });
        const { made } = masked(text, shapeOf(own, rule("text")));
        const strings = (each: unknown): unknown[] =>
          typeof each === "object" && each !== null ? Object.values(each).flatMap(strings) : [each];
        expect(
          strings(JSON.parse(made)).filter((each) => typeof each === "string" && each !== "x"),
        ).to.deep.equal([]);
      }),
    );
  });

  it("keeps numbers that no program holds, and keys that are there twice", () => {
    const [columns] = parseRules(
      "s.t: { c: { json: { a: { keep: a number }, b: text, 'm{}.n': text, '$': text } } }",
    ).values();
    const column = columns?.get("c");
    const shape = column?.kind === "json" ? column.shape : undefined;
    const { made, unknown } = masked(
      '{"a": 12345678901234567890.10, "b": "y\\"", "a": 1e400, "b": null, "m": {"Ann": {"n": true, "o": {"p": 1}}}, "q": [1]}',
      shape ?? { fields: new Map() },
    );
    expect(made).to.equal(
      '{"a": 12345678901234567890.10, "b": "x", "a": 1e400, "b": null, "m": {"k": {"n": 0, "o": {"p": 1}}}, "q": [1]}',
    );
    expect(unknown).to.deep.equal(["m{}.o", "q"]);
  });
});

it("a cell and an array of COPY read and write back as they were", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (value) => {
      expect(readCell(writeCell(value))).to.equal(value);
      expect(writeCell(value)).not.to.match(/[\t\n\r]/);
      const element = `{{"${value.replaceAll(/["\\]/g, "\\$&")}",NULL}}`;
      expect(mapArray(element, (each) => each)).to.equal(element);
    }),
  );
});

it("rules say all that is wrong with them at once, with the line that is expected", () => {
  const wrong = "s.t: { a: mial, b: { keep: '' }, c: { json: { 'x[].y': nothing } } }";
  expect(() => parseRules(wrong)).to.throw(
    /s\.t\.a is "mial", expected[^]*s\.t\.b is[^]*s\.t\.c at x\[\]\.y is "nothing"/,
  );
});

describe("the rules of a Neon branch", () => {
  it("are those that its provider takes", () => {
    const made = neonRules(
      parseRules(
        `s.t: { ${kinds.map((kind) => `${kind}: ${kind}`).join(", ")}, k: { keep: a number }, z: 'null', f: { fixed: it's } }`,
      ),
      "app",
    );
    expect(made).to.have.length(8);
    expect(checkRules(made)).to.deep.equal([]);
    expect(made.map(({ maskingFunction }) => maskingFunction))
      .to.include(`pg_catalog.textcat(pg_catalog.left(anon.hash("mail"), 24), '@masked.example')`)
      .and.include("'it''s'");
  });

  it("are refused where one would leave something as it is", () => {
    expect(() =>
      neonRules(parseRules("s.t: { j: { json: {} }, d: { date: 3 }, m: mail }"), "app"),
    ).to.throw(/s\.t\.j is json[^]*s\.t\.d is date[^]*make staging-data/);
  });
});

describe("the linter of migrations", () => {
  before(() => loadModule());
  const found = (up: string) =>
    unmasked(
      [{ file: "0005-more.sql", up, backFile: "", back: "", inTransaction: true }],
      parseRules("s.t: { id: id }"),
    ).map(({ line, objection }) => `${String(line)} ${objection.what}`);

  it("names each column that has no rule, where it is made, as what it ends", () => {
    expect(
      found(
        "CREATE TABLE s.t (id int, name text, big text GENERATED ALWAYS AS (upper(name)) STORED);",
      ),
    ).to.deep.equal(["1 a column without a masking rule: s.t.name"]);
    expect(
      found(
        "CREATE TABLE s.t (id int);\nALTER TABLE s.t ADD COLUMN iban text, ADD COLUMN gone text;\nALTER TABLE s.t DROP COLUMN gone;\nALTER TABLE s.t RENAME COLUMN iban TO account;",
      ),
    ).to.deep.equal(["4 a column without a masking rule: s.t.account"]);
    expect(
      found(
        "CREATE TABLE s.u (a int); ALTER TABLE s.u RENAME TO v; CREATE TABLE s.w (a int); DROP TABLE s.w;",
      ),
    ).to.deep.equal(["1 a column without a masking rule: s.v.a"]);
  });
});
