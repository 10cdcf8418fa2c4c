import { expect } from "chai";
import fc from "fast-check";
import type { Data, Schema, Upcaster } from "../../database/events/event-type";
import {
  changesRefused,
  EventTypes,
  problemsOf,
  UnreadableEvent,
} from "../../database/events/event-types";
import { readSchemas, schemasAt } from "../../database/events/read-schemas";
import { upcasters } from "../../database/events/upcasters";

const number = { type: "number" };
const text = { type: "string" };
const object = (
  properties: Record<string, Schema>,
  required = Object.keys(properties),
): Schema => ({
  ...{ type: "object", properties, required },
});
const schemas = (given: Record<string, Schema>) => new Map(Object.entries(given));
const to = (from: string, next: string, upcast = (data: Data): Data => data): Upcaster => ({
  ...{ from, to: next, upcast },
});
const stored = (type: string, typeVersion: number, data: Data) => ({
  ...{ type, typeVersion, data, position: 7, stream: "order-1", version: 1 },
  recordedAt: "2026-01-01T00:00:00Z",
});

describe("events", () => {
  it("of this checkout are read, every version of them", () => {
    expect(problemsOf(readSchemas("."), upcasters)).to.deep.equal([]);
    const base = schemasAt(".", "HEAD");
    expect(base).to.include.keys("OrderPlaced.1");
    expect(changesRefused(base, readSchemas("."))).to.deep.equal([]);
    expect(() => schemasAt(".", "nowhere")).to.throw(/^BASE: got nowhere/);
  });

  it("are read as those of today, by each step from where they were stored, whatever the history", () => {
    const versions = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(versions, versions, fc.array(versions), (inFirst, inSecond, history) => {
        const numbers = (most: number) => Array.from({ length: most }, (_, index) => index + 1);
        const names = [
          ...numbers(inFirst).map((version) => `Placed.${String(version)}`),
          ...numbers(inSecond).map((version) => `Priced.${String(version)}`),
        ];
        const step = (name: string) => (data: Data) => ({ steps: `${String(data.steps)} ${name}` });
        const types = new EventTypes(
          schemas(Object.fromEntries(names.map((name) => [name, object({ steps: text })]))),
          names.slice(1).map((name, index) => to(names[index] ?? "", name, step(name))),
        );
        expect(types.storedAs(["Priced"])).to.have.members(["Placed", "Priced"]);
        for (const version of history) {
          const first = Math.min(version, inFirst);
          const { type, typeVersion, data } = types.upcast(
            stored("Placed", version, { steps: "" }),
          );
          expect([type, typeVersion]).to.deep.equal(["Priced", inSecond]);
          expect(data.steps).to.equal(
            names
              .slice(first)
              .map((name) => ` ${name}`)
              .join(""),
          );
        }
      }),
    );
  });

  it("of a newer checkout are read by a former one, as far as it knows them", () => {
    const former = new EventTypes(schemas({ "Placed.1": object({ total: number }) }), []);
    const { data, typeVersion } = former.upcast(stored("Placed", 2, { total: 1, currency: "EUR" }));
    expect([data.total, typeVersion]).to.deep.equal([1, 1]);
  });

  it("that are not what their type says are named, with what is wrong", () => {
    const types = new EventTypes(schemas({ "Placed.1": object({ total: number }) }), []);
    expect(() => types.upcast(stored("Placed", 1, { total: "12" }))).to.throw(
      UnreadableEvent,
      /^event 7 \(Placed\.1, number 1 of order-1\) is no Placed\.1: total: .*expected number/,
    );
    expect(() => types.storedAs(["Paid"])).to.throw(/^Paid: no type of today/);
  });

  const first = { "Placed.1": object({ total: number, note: text }, ["total"]) };
  const next = (properties: Record<string, Schema>, required: string[]) => ({
    ...{ ...first, "Placed.2": object(properties, required) },
  });

  for (const [what, given, steps, problem] of [
    [
      "adds what the step before fills in",
      next({ total: number, note: text, vat: number }, ["total", "vat"]),
      ["Placed.1 Placed.2"],
      undefined,
    ],
    [
      "has no step that leads there",
      next({ total: number, note: text }, ["total"]),
      [],
      'Placed.1 leads nowhere: add { from: "Placed.1", to: "Placed.2"',
    ],
    [
      "takes a property away",
      next({ total: number }, ["total"]),
      ["Placed.1 Placed.2"],
      "note is gone, which readers of Placed.1 rely on. Make it another type",
    ],
    [
      "renames a property",
      next({ total: number, remark: text }, ["total"]),
      ["Placed.1 Placed.2"],
      "note is gone",
    ],
    [
      "changes a type",
      next({ total: text, note: text }, ["total"]),
      ["Placed.1 Placed.2"],
      'total: type was "number", is "string"',
    ],
    [
      "leaves out what was always there",
      next({ total: number, note: text }, []),
      ["Placed.1 Placed.2"],
      "total may be missing",
    ],
    ["skips a number", { ...first, "Placed.3": object({}) }, [], "there is no Placed.2 before it"],
    [
      "leads back",
      { ...first, "Priced.1": object({}) },
      ["Placed.1 Priced.1", "Priced.1 Placed.1"],
      "Placed.1 leads back to itself",
    ],
    [
      "leads to nothing",
      first,
      ["Placed.1 Priced.1"],
      "there is no database/events/schemas/Priced.1.json",
    ],
    [
      "leads to two",
      { ...first, "Priced.1": object({}), "Paid.1": object({}) },
      ["Placed.1 Priced.1", "Placed.1 Paid.1"],
      "two lead from Placed.1",
    ],
    [
      "is taken over by another type",
      { ...first, "Priced.1": object({}) },
      ["Placed.1 Priced.1"],
      undefined,
    ],
  ] as const) {
    it(`are ${problem === undefined ? "accepted" : "refused"} where a version ${what}`, () => {
      const ways = steps
        .map((step) => step.split(" "))
        .map(([from = "", end = ""]) => to(from, end));
      const problems = problemsOf(schemas(given), ways).join("\n");
      if (problem === undefined) expect(problems).to.equal("");
      else expect(problems).to.include(problem);
    });
  }

  for (const [what, now, problem] of [
    [
      "an optional property",
      object({ total: number, note: text, vat: number }, ["total"]),
      undefined,
    ],
    ["a description", { ...first["Placed.1"], description: "x" }, undefined],
    [
      "a required property",
      object({ total: number, note: text, vat: number }, ["total", "vat"]),
      "vat is required, and events have been stored without it",
    ],
    [
      "a narrower value",
      object({ total: { ...number, minimum: 1 }, note: text }, ["total"]),
      "total: minimum was not given, is 1",
    ],
    ["a property less", object({ total: number }), "note is gone"],
  ] as const) {
    it(`of one version may ${problem === undefined ? "" : "not "}come to have ${what}`, () => {
      const refused = changesRefused(schemas(first), schemas({ "Placed.1": now }));
      if (problem === undefined) expect(refused).to.deep.equal([]);
      else {
        expect(refused).to.have.length(1);
        expect(refused[0]).to.include(
          `Placed.1.json: ${problem}: leave it as it is, write Placed.2.json`,
        );
      }
    });
  }

  it("that are stored keep their schema", () => {
    expect(changesRefused(schemas(first), schemas({}))[0]).to.match(
      /Placed\.1\.json is gone.*bring it back/,
    );
  });
});
