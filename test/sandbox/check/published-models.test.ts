import { join } from "node:path";
import { createContext, Script } from "node:vm";
import { expect } from "chai";
import { Arguments } from "../../../tools/published-models/arguments";
import type { Member, Model } from "../../../tools/published-models/model";
import { recordedInputs } from "../../../tools/published-models/recorded-inputs";
import { isFetched, sourceNames } from "../../../tools/published-models/sources";
import { buildTables } from "../../../tools/published-models/tables";
import { sampleRoot } from "../../support/project";
import published from "../../../sandbox/check/published/rules.json";
import { patternOf, publishedRules, tabledInputs } from "../../../sandbox/check/table";

const home = join(__dirname, "..", "..", "..");

describe("the tables of what services publish", function () {
  // The declarations of the SDKs and of the models are some 10 MB of TypeScript.
  this.timeout(300_000);

  it("say of each input's type and of whether it is required what the installed SDKs say", () => {
    const args = new Arguments(home);
    for (const [type, paths] of Object.entries(tabledInputs)) {
      const root = args.of(type);
      for (const [path, { type: kind, required = false }] of Object.entries(paths)) {
        // What a JSON text holds the SDK does not declare.
        if (path.includes("{}")) continue;
        const member = memberAt(root, path);
        const said = member?.model().kind;
        expect(said === "structure" ? "object" : said, `${type} ${path}`).to.equal(kind);
        expect(member?.required, `${type} ${path} is required`).to.equal(required);
      }
    }
  });

  it("name the versions of the SDKs that are installed", () => {
    for (const [name, version] of Object.entries(published.sources)) {
      if (!name.startsWith("@pulumi/")) continue;
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- the installed file, whatever its types say
      const installed = require(`${name}/package.json`) as { version: string };
      expect(version, `${name}: write the tables anew with "npm run published-models"`).to.equal(
        installed.version,
      );
    }
  });

  it("have no rule that no input is held to, and every rule that one is", () => {
    const used = Object.values(tabledInputs)
      .flatMap((paths) => Object.values(paths))
      .flatMap(({ heldTo = [], keysHeldTo = [] }) => [...heldTo, ...keysHeldTo])
      .filter((name) => !name.startsWith("format "));
    expect(Object.keys(publishedRules)).to.have.members([...new Set(used)]);
  });

  it("have no pattern that takes for ever on a text", () => {
    const beginnings = ["a", "0", "-", "/", ".", "a.", "a-", " ", "_", ":", "*"];
    const texts = beginnings.flatMap((part) =>
      ["!", "\u2028", "\n"].map((end) => part.repeat(40) + end),
    );
    const context = createContext({ texts, expression: /any/ });
    const script = new Script("texts.forEach((text) => expression.test(text))");
    const patterns = Object.entries(publishedRules).flatMap(([name, { pattern }]) =>
      pattern === undefined ? [] : [[name, patternOf(pattern)] as const],
    );
    expect(patterns).to.have.length.above(50);
    const endless = patterns.filter(([, expression]) => {
      context.expression = expression;
      try {
        script.runInContext(context, { timeout: 10_000 });
        return false;
      } catch {
        return true;
      }
    });
    expect(endless).to.deep.equal([]);
  });

  const missing = sourceNames.filter((name) => !isFetched(name));
  if (missing.length > 0) {
    it.skip(
      `are what the models say (SKIPPED: "npm run published-models" fetches ${missing.join(", ")})`,
    );
  } else {
    it("are what the models say, written anew from the published packages", async () => {
      const { inputs, rules, sources } = buildTables(home, await recordedInputs(sampleRoot()));
      const plain: unknown = JSON.parse(JSON.stringify({ inputs, rules, sources }));
      expect(plain).to.deep.equal({
        inputs: tabledInputs,
        rules: publishedRules,
        sources: published.sources,
      });
    });
  }
});

/** The input that a path of the table means. */
function memberAt(root: Model, path: string): Member | undefined {
  let member: Member | undefined;
  let model = root;
  for (const step of path.split(/\.|(?=\[\])/)) {
    if (step === "[]" && model.kind === "list") member = itemOf(model.items);
    else if (step === "*" && model.kind === "map") member = itemOf(model.values);
    else member = model.kind === "structure" ? model.members.get(step) : undefined;
    if (member === undefined) return undefined;
    model = member.model();
  }
  return member;
}

function itemOf(model: () => Model): Member {
  return { model, required: false, documentation: "" };
}
