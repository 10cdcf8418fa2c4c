import { expect } from "chai";
import { cards } from "../../policies/cards/cards";
import { harmlessIn, knownBy, plain } from "../../policies/cards/inputs";
import { leavesOf } from "../../policies/cards/selection";
import { pack } from "../../policies/pack";
import type { PolicyResource } from "../../policies/resource";
import { inputRequireValue } from "../../policies/rules/hygiene/input-require-value";
import { ownPaths, referenceRequireOwn } from "../../policies/rules/hygiene/reference-require-own";
import { typeRequireCard } from "../../policies/rules/hygiene/type-require-card";
import { wrapUnknown } from "../../policies/unknown";
import { sampleStacks } from "../support/sample";
import { allCases } from "./cases/all";
import { type Estate, recordEstate, stackIn, withResource } from "./mutations/estate";
import { formOf, readEveryInput, readsOf } from "./mutations/reads";
import { data } from "./support/data";
import { stackOf, unknown } from "./support/declared";
import { judgeAlone } from "./support/judge-alone";
import { replaceAt } from "./support/replace";
import { sdkTypes, takesTags } from "./support/sdk-types";

type ByCards = typeof typeRequireCard | typeof referenceRequireOwn;

describe("the cards", () => {
  let estate: Estate;
  /** One resource of each type, with the stack that it stands in. */
  const examples = new Map<
    string,
    { resource: PolicyResource; stack: (typeof sampleStacks)[number] }
  >();
  before(async () => {
    estate = await recordEstate();
    for (const stack of sampleStacks) {
      for (const resource of stackIn(estate, stack).resources) {
        const size = (each?: PolicyResource): number => JSON.stringify(each?.props ?? "").length;
        if (size(examples.get(resource.type)?.resource) < size(resource)) {
          examples.set(resource.type, { resource, stack });
        }
      }
    }
  });

  /** What a rule says of the type's example once it is changed. */
  function said(rule: ByCards, type: string, change: Partial<PolicyResource>): string {
    const example = examples.get(type);
    if (example === undefined) throw new Error(`the sample declares no ${type}`);
    const { resource, stack } = example;
    const mutated = withResource(stackIn(estate, stack), resource, { ...resource, ...change });
    const verdict = judgeAlone(mutated, estate.data, [rule]).find(
      ({ urn }) => urn === resource.urn,
    );
    return verdict?.status ?? "nothing";
  }

  it("say of each input whether rules read it, and are right", () => {
    const read = readPaths(estate);
    const readersOf = (type: string, path: string): string => read.get(`${type} ${path}`) ?? "";
    // What a text holds is read with the text.
    const document = (type: string, path: string): string =>
      read.get(`${type} ${path.split(".")[0] ?? ""} as a text`) ?? "";
    const wrong = [...examples.keys()].flatMap((type) => {
      const { judged = "" } = cards[type] ?? {};
      const unread = leavesOf(judged).filter(
        (path) => readersOf(type, path) + document(type, path) === "",
      );
      const minded = leavesOf(harmlessIn(cards[type] ?? {}).join(" ")).filter(
        (path) => readersOf(type, path) !== "",
      );
      return [
        ...unread.map((path) => `${type} ${path}: no rule reads it`),
        ...minded.map((path) => `${type} ${path}: ${readersOf(type, path)} reads it`),
      ];
    });
    expect(wrong).to.deep.equal([]);
  });

  it("refuse a type that none of them is for", () => {
    expect(
      said(typeRequireCard, "aws:s3/bucket:Bucket", { type: "aws:ec2/instance:Instance" }),
    ).to.equal("violated");
  });

  it("refuse what they don't know, wherever it stands", () => {
    const passed = [...examples].flatMap(([type, { resource }]) =>
      type in cards
        ? objectsIn(resource.props).flatMap((path) => {
            const props = replaceAt(resource.props, path, (before) => ({
              ...(before as object),
              added: true,
            }));
            const verdict = said(typeRequireCard, type, {
              props: props as PolicyResource["props"],
            });
            const open = verdict === "passed" && !isLeaf(type, formOf(path));
            return open ? [`${type} ${formOf(path)}`] : [];
          })
        : [],
    );
    expect(passed).to.deep.equal([]);
  });

  it("refuse another value than they allow, and none where one must be given", () => {
    const passed = [...examples].flatMap(([type, { resource }]) => {
      const { must = [], only = [] } = cards[type] ?? {};
      return [...must, ...only].flatMap((demand) => {
        const path = plain(demand[0]);
        return placesOf(resource.props, path).flatMap((place) =>
          [{ another: "value" }, unknown, ...(must.includes(demand) ? [undefined] : [])].flatMap(
            (value) => {
              const props = replaceAt(
                resource.props,
                place,
                () => value,
              ) as PolicyResource["props"];
              const verdict = said(inputRequireValue, type, {
                props: wrapUnknown(props, (each) => each === unknown),
              });
              const meant = value === unknown ? "could-not-evaluate" : "violated";
              return verdict === meant ? [] : [`${type} ${path} ${verdict} for ${typeof value}`];
            },
          ),
        );
      });
    });
    expect(passed).to.deep.equal([]);
  });

  it("refuse what is named by hand, alone and beside what is the stack's own", () => {
    const passed = [...examples].flatMap(([type, { resource }]) =>
      (ownPaths[type] ?? []).flatMap((path) => {
        const [place] = placesOf(resource.props, path);
        if (place === undefined) return [];
        const property = path.split(".")[0] ?? "";
        const propertyDependencies = { ...resource.propertyDependencies, [property]: [] };
        const props = replaceAt(resource.props, place, (before) => [before, "by hand"]);
        return [{ propertyDependencies }, { props: props as PolicyResource["props"] }]
          .filter((change) => said(referenceRequireOwn, type, change) !== "violated")
          .map((change) => `${type} ${path} by ${Object.keys(change).join()}`);
      }),
    );
    // The same property names another one of the type elsewhere.
    const twice = ["dimensions.LoadBalancer by props", "loadBalancers.targetGroupArn by props"];
    const once = passed.filter((each) => !twice.some((known) => each.endsWith(known)));
    expect(once).to.deep.equal([]);
  });

  it("know tags wherever AWS takes them", () => {
    const aws = sdkTypes("aws");
    const without = Object.keys(cards).filter((type) => {
      const file = aws.get(type);
      return (
        file !== undefined &&
        takesTags(file) &&
        !leavesOf(cards[type]?.judged ?? "").includes("tags")
      );
    });
    expect(without).to.deep.equal([]);
  });
});

/** By `type path`, the last rule that reads it in the sample or in its own cases. */
function readPaths(estate: Estate): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const rule of pack) {
    if (readEveryInput.has(rule.id)) continue;
    const cases = allCases.filter((each) => each.rule === rule.id);
    const shown = cases.flatMap(({ stack, compliant, violating }) =>
      [...compliant, ...violating].map((each) =>
        stackOf(each.stack ?? stack, [
          ...(each.subject ? [each.subject] : []),
          ...(each.around ?? []),
        ]),
      ),
    );
    const reads = [
      ...sampleStacks.flatMap((name) => readsOf(rule, stackIn(estate, name), estate.data)),
      ...shown.flatMap((stack) => readsOf(rule, stack, data)),
    ];
    for (const { resource, path } of reads) {
      const keys = formOf(path)
        .split(".")
        .filter((key) => key !== "*");
      found.set(`${resource.type} ${keys.join(".")} as a text`, rule.id);
      for (const length of keys.keys()) {
        found.set(`${resource.type} ${keys.slice(0, length + 1).join(".")}`, rule.id);
      }
    }
  }
  return found;
}

function isLeaf(type: string, form: string): boolean {
  const path = form
    .split(".")
    .filter((key) => key !== "*")
    .join(".");
  return leavesOf(knownBy(cards[type] ?? {}).join(" ")).some(
    (leaf) => path === leaf || path.startsWith(`${leaf}.`),
  );
}

/** Paths of every object in a value, its own among them. */
function objectsIn(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, each]) => objectsIn(each, [...at, key]));
  return Array.isArray(value) ? inside : [[...at], ...inside];
}

/** Where a dotted path leads in a value, through lists. */
function placesOf(value: unknown, path: string, at: readonly string[] = []): string[][] {
  if (Array.isArray(value))
    return value.flatMap((each, index) => placesOf(each, path, [...at, String(index)]));
  if (path === "") return [[...at]];
  if (typeof value !== "object" || value === null) return [];
  const [key = "", ...rest] = path.split(".");
  return key in value
    ? placesOf((value as Record<string, unknown>)[key], rest.join("."), [...at, key])
    : [];
}
