import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { coverageOf } from "../../../tools/published-models/coverage";
import { publishedRules, tabledInputs } from "../../../sandbox/check/table";
import { placesOf, problemsOf, type Sampled, sampledResources } from "./support";

const document = readFileSync(join(__dirname, "../../../sandbox/check/README.md"), "utf8");

describe("the program's inputs against the published models", () => {
  let resources: readonly Sampled[];
  before(async () => {
    resources = await sampledResources();
  });

  it("hold in every environment: no service would refuse one", () => {
    const refused = resources.flatMap(({ stack, type, name, inputs }) =>
      problemsOf(type, inputs).map(
        ({ property, reason }) => `${stack}: ${name} (${type}): ${property}: ${reason}`,
      ),
    );
    expect(refused).to.deep.equal([]);
  });

  it("are each decided on: held against a model, or against none for a reason", () => {
    const undecided = resources.flatMap(({ type, inputs }) =>
      placesOf(type, inputs)
        .filter(({ input }) => input === undefined)
        .map(({ tabledPath }) => `${type} ${tabledPath}`),
    );
    const advice = `"npm run published-models" writes the tables anew, and names what tools/published-models/mapping has to decide on`;
    expect([...new Set(undecided)], advice).to.deep.equal([]);
  });

  it("are all that the tables have", () => {
    const set = new Set(
      resources.flatMap(({ type, inputs }) =>
        placesOf(type, inputs).map(({ tabledPath }) => `${type} ${tabledPath}`),
      ),
    );
    const tabled = Object.entries(tabledInputs).flatMap(([type, paths]) =>
      Object.keys(paths).map((path) => `${type} ${path}`),
    );
    expect(tabled.filter((path) => !set.has(path))).to.deep.equal([]);
  });

  it("are counted in the documentation as they are, those held against nothing too", () => {
    const { values, types, none } = coverageOf(
      Object.values(tabledInputs).flatMap((paths) => Object.values(paths)),
    );
    const unheld = Object.values(none).reduce<number>((sum, count) => sum + (count ?? 0), 0);
    expect(document).to.include(
      `The program sets ${String(values + types + unheld)} inputs: ${String(values)} are held against values, ` +
        `${String(types)} have a type that says all, and ${String(unheld)} are held against nothing but their type`,
    );
  });

  it("are refused once broken, whichever rule is broken: every list of values, length, bound, format and pattern", () => {
    const broken = new Map<string, number>();
    const accepted: string[] = [];
    const seen = new Set<string>();
    for (const { type, inputs } of resources) {
      for (const place of placesOf(type, inputs)) {
        const key = `${type} ${place.tabledPath}`;
        if (place.input === undefined || seen.has(key)) continue;
        seen.add(key);
        for (const [kind, value] of mutantsOf(place)) {
          broken.set(kind, (broken.get(kind) ?? 0) + 1);
          const problems = problemsOf(type, place.replaced(value));
          if (!problems.some(({ property }) => property === place.path)) {
            accepted.push(`${key}: ${kind} ${JSON.stringify(value).slice(0, 80)}`);
          }
        }
      }
    }
    expect(accepted).to.deep.equal([]);
    expect(Object.fromEntries(broken)).to.satisfy(
      (counts: Record<string, number>) =>
        (counts["value that no list has"] ?? 0) > 100 &&
        (counts["too long"] ?? 0) > 100 &&
        (counts["too great"] ?? 0) > 20 &&
        (counts["other form"] ?? 0) > 50 &&
        (counts.missing ?? 0) > 100,
      `mutants of every kind: ${JSON.stringify(Object.fromEntries(broken))}`,
    );
  });
});

type Mutant = readonly [kind: string, value: unknown];

function* mutantsOf({ input, value }: ReturnType<typeof placesOf>[number]): Generator<Mutant> {
  if (input?.required === true) yield ["missing", undefined];
  if (input?.type === "number" || input?.type === "boolean") yield ["wrong type", "no number"];
  if (input?.type === "string") yield ["wrong type", { text: value }];
  if (input?.type === "list") yield ["wrong type", "no list"];
  for (const name of input?.heldTo ?? []) {
    const { oneOf, min, max, pattern, whole } = publishedRules[name] ?? {};
    if (name.startsWith("format ")) yield ["other form", " no such form: \u0000"];
    if (oneOf !== undefined) yield ["value that no list has", `${String(value)}-x`];
    if (typeof value === "number" || whole === true) {
      if (max !== undefined) yield ["too great", max + 1];
      if (min !== undefined) yield ["too small", min - 1];
      if (whole === true) yield ["fraction", Math.max(min ?? 0, 0) + 0.5];
    } else if (typeof value === "string") {
      if (max !== undefined && max < 100_000) yield ["too long", value.padEnd(max + 1, "a")];
      if (min !== undefined && min > 0) yield ["too short", ""];
      if (pattern !== undefined && !takesAnything.has(name))
        yield ["other pattern", ":\u0000 \n/\\\u{1F600}"];
    } else if (Array.isArray(value) && value.length > 0) {
      if (max !== undefined) yield ["too many", Array<unknown>(max + 1).fill(value[0])];
      if (min !== undefined && min > 0) yield ["too few", []];
    }
  }
}

/** Rules whose pattern lets every text through. */
const takesAnything = new Set(["resourcegroupstaggingapi TagValue"]);
