import { expect } from "chai";
import { load } from "js-yaml";
import { parseManifest } from "../../settings/manifest/manifest";
import { parseSettings } from "../../settings/parse-settings";
import type { Problem } from "../../settings/problem";
import { readReleases } from "../../settings/release";
import { readStackConfig } from "../../settings/stack-file";
import { fixtureTexts, sampleProject, sampleRoot } from "../support/project";
import { saysNothing } from "../support/says-nothing";

/** What a person may write in place of a value by mistake. */
const mistakes: readonly unknown[] = [
  undefined,
  null,
  "",
  "?",
  -1,
  1e9,
  true,
  [],
  [7],
  {},
  { x: 1 },
];

/** The document with each of its values replaced in turn, at every depth. */
function* withMistakes(value: unknown): Iterable<unknown> {
  for (const mistake of mistakes) yield mistake;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    for (const changed of withMistakes(inner)) {
      if (Array.isArray(value)) {
        yield (value as unknown[]).map((each, index) => (String(index) === key ? changed : each));
      } else {
        yield { ...value, [key]: changed };
      }
    }
  }
}

const problemsIn = (checked: object): readonly Problem[] =>
  "problems" in checked ? (checked.problems as readonly Problem[]) : [];

/** Lines of problems that say nothing to whoever reads them. */
const slipsIn = (problems: readonly Problem[]): readonly string[] =>
  problems.flatMap((problem) => Object.values(problem) as string[]).filter(saysNothing);

describe("whatever is written wrong", () => {
  const manifests = fixtureTexts().filter(([file]) => file.endsWith("deploy.yaml"));
  for (const [file, text] of manifests) {
    it(`in ${file} is told in words`, () => {
      // What is no map is refused before.
      const slips = [...withMistakes(load(text))]
        .filter((data) => typeof data === "object" && data !== null && !Array.isArray(data))
        .flatMap((data) => slipsIn(problemsIn(parseManifest(file, data))));
      expect(new Set(slips)).to.deep.equal(new Set());
    });
  }

  for (const [stack, kind] of [
    ["production", "permanent"],
    ["pr-7", "ephemeral"],
    ["shared", "shared"],
  ] as const) {
    it(`in the settings of ${stack} is told in words`, () => {
      const config = readStackConfig(sampleRoot(), stack);
      if ("problems" in config) throw new Error("the fixture has problems");
      const slips = Object.entries(config.value.values).flatMap(([key, text]) => {
        const value: unknown = /^[{["]/.test(text) ? JSON.parse(text) : text;
        return [...withMistakes(value)].flatMap((mistake) => {
          const others = Object.fromEntries(
            Object.entries(config.value.values).filter(([other]) => other !== key),
          );
          const written = typeof mistake === "string" ? mistake : JSON.stringify(mistake);
          const values = mistake === undefined ? others : { ...others, [key]: written };
          return slipsIn(problemsIn(parseSettings(stack, kind, { ...config.value, values })));
        });
      });
      expect(new Set(slips)).to.deep.equal(new Set());
    });
  }

  it("in a release is told in words", () => {
    const release = {
      version: "1.0.0",
      commit: "a".repeat(40),
      digest: `sha256:${"b".repeat(64)}`,
      traffic: { percentage: 5, stableVersionId: "6a0f2c1e-1111-4222-8333-444455556666" },
    };
    const all = [...withMistakes(release)].map((each, index) => [`w${String(index)}`, each ?? 0]);
    const file = "releases/staging.json";
    const root = sampleProject({ [file]: JSON.stringify(Object.fromEntries(all)) });
    expect(slipsIn(readReleases(root, "staging", undefined).problems)).to.deep.equal([]);
  });
});
