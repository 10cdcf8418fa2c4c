import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as fc from "fast-check";
import { judge } from "../../../policies/judge";
import { loadPackData } from "../../../policies/pack-data";
import { toPolicyStack } from "../../../preview/judge/judging";
import { sampleProject } from "../../support/project";
import { recordSample } from "../../support/sample";

/** Another platform than the fixture's: all of it is allowed. */
interface Variation {
  readonly product: string;
  readonly zone: string;
  readonly accounts: readonly string[];
  readonly networks: readonly number[];
  readonly regions: readonly [home: string, recovery: string];
  readonly live: string;
  readonly budget: number;
  readonly scale: { readonly min: number; readonly more: number };
  /** Names of further container services. */
  readonly services: readonly string[];
}

const sampleAccounts = ["111111111111", "222222222222", "333333333333", "999999999999"];
const sampleNetworks = [10, 20, 30, 31];

const variations: fc.Arbitrary<Variation> = fc.record({
  product: fc.constantFrom("kiosk", "cacao", "lagune-bleue"),
  zone: fc.constantFrom("kiosk.ci", "example.org", "shop.example.co"),
  accounts: fc.uniqueArray(fc.integer({ min: 1e11, max: 1e12 - 2 }).map(String), {
    minLength: sampleAccounts.length,
    maxLength: sampleAccounts.length,
  }),
  networks: fc.uniqueArray(fc.integer({ min: 40, max: 99 }), {
    minLength: sampleNetworks.length,
    maxLength: sampleNetworks.length,
  }),
  regions: fc.constantFrom(
    ["eu-west-1", "eu-west-3"] as const,
    ["eu-central-1", "eu-west-1"] as const,
    ["us-east-1", "us-west-2"] as const,
  ),
  live: fc.constantFrom("blue", "green"),
  budget: fc.integer({ min: 100, max: 50_000 }),
  scale: fc.record({ min: fc.integer({ min: 2, max: 5 }), more: fc.integer({ min: 0, max: 15 }) }),
  services: fc.subarray(["billing", "search"]),
});

describe("an environment that is as it may be", () => {
  it("has no violation and nothing unjudged, whatever it is called and however big it is", async () => {
    await fc.assert(
      fc.asyncProperty(variations, async (variation) => {
        const objections = await objectionsTo(variation);
        expect(objections, objections.join("\n")).to.deep.equal([]);
      }),
      { numRuns: 6, endOnFailure: true },
    );
  });
});

/** `rule: message` of everything that is violated or can't be judged, in all stacks, alone and together. */
async function objectionsTo(variation: Variation): Promise<readonly string[]> {
  const root = varied(variation);
  const data = loadPackData(join(root, "policies"));
  const stacks = [];
  for (const stack of ["shared", "dev", "staging", "production"]) {
    stacks.push(toPolicyStack(await recordSample(stack, { root })));
  }
  return judge(stacks, data)
    .stacks.flatMap(({ verdicts }) => verdicts)
    .filter(({ status }) => status === "violated" || status === "could-not-evaluate")
    .map(({ message }) => message);
}

/** The fixture's files and the pack's data of it with the same words exchanged in both. */
function varied(variation: Variation): string {
  const { product, zone, accounts, networks, regions, live, budget, scale, services } = variation;
  const root = sampleProject();
  const manifest = join(root, "services", "admin", "deploy.yaml");
  const production = `production: { min: ${String(scale.min)}, max: ${String(scale.min + scale.more)} }`;
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace(/production: \{.*\}/, production));
  for (const service of services) declareService(root, service);

  const exchange = (text: string): string => {
    const words: readonly (readonly [string, string])[] = [
      ["acme.example", "<zone>"],
      ["acme", product],
      ["<zone>", zone],
      ["eu-west-1", "<home>"],
      ["eu-west-3", regions[1]],
      ["<home>", regions[0]],
      ["live: blue", `live: ${live}`],
      ["default: 2000", `default: ${String(budget)}`],
      ...sampleAccounts.map((account, index) => [account, accounts[index] ?? ""] as const),
      ...sampleNetworks.map(
        (octet, index) => [`10.${String(octet)}.0.0`, `10.${String(networks[index])}.0.0`] as const,
      ),
    ];
    return words.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
  };
  const files = readdirSync(root).filter((name) => name.endsWith(".yaml"));
  for (const file of [...files, ".github/CODEOWNERS", "policies/environments.yaml"]) {
    const path = join(root, file);
    writeFileSync(path, exchange(readFileSync(path, "utf8")));
  }
  return root;
}

/** Another container service like `admin`, released like it. */
function declareService(root: string, name: string): void {
  mkdirSync(join(root, "services", name));
  const manifest = readFileSync(join(root, "services", "admin", "deploy.yaml"), "utf8");
  writeFileSync(join(root, "services", name, "deploy.yaml"), manifest);
  for (const stack of ["dev", "staging", "production"]) {
    const file = join(root, "releases", `${stack}.json`);
    const releases = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...releases, [name]: releases.admin }));
  }
}
