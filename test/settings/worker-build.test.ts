import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { EnvironmentSpec } from "../../blueprint/environment";
import { notShownIn } from "../../preview/judge/not-shown";
import { loadSpec } from "../../settings/load-spec";
import { SettingsError, type Problem } from "../../settings/problem";
import { readStackConfig } from "../../settings/stack-file";
import { sampleProject, swap } from "../support/project";
import { recordSample } from "../support/sample";
import { environmentOf } from "./sample-settings";

const file = "services/accounts/src/index.js";
/** What `sha256sum` says of the fixture's module, and of one that was changed. */
const recorded = "sha256:ecd3bbeb";
const edited = "sha256:7f8b1dfc";
const editedText = "changed\n";
const whole = "sha256:ecd3bbebe5b261d95160f8e09e8706425e00471c719b7e850574bbd300fdf126";
/** Where `make fetch` puts it. */
const fetched = `.artifacts/${whole.slice("sha256:".length)}/index.js`;

describe("a Worker's build", () => {
  const edit = (): string => sampleProject({ [file]: editedText });

  const problemsOfUp = (stack: string, root: string): readonly Problem[] => {
    const config = readStackConfig(root, stack);
    if ("problems" in config) throw new Error(JSON.stringify(config.problems));
    try {
      loadSpec({ root, stack, config: config.value.values, deploys: true });
    } catch (error) {
      if (error instanceof SettingsError) return error.problems;
      throw error;
    }
    return [];
  };

  /** The digest that the version is uploaded under, and what the preview says it can't show. */
  const previewed = async (stack: string, root: string): Promise<readonly string[]> => {
    const recording = await recordSample(stack, { root });
    const versions = [...recording.registrations.values()].filter(({ type }) =>
      type.endsWith(":WorkerVersion"),
    );
    const digests = versions.map(
      ({ inputs }) => (inputs.annotations as { workersMessage: string }).workersMessage,
    );
    return [...digests.map((digest) => digest.slice(0, recorded.length)), ...notShownIn(recording)];
  };

  for (const stack of ["dev", "staging", "production"]) {
    it(`is deployed to ${stack} as it is recorded`, async () => {
      const root = sampleProject();
      expect(problemsOfUp(stack, root)).to.deep.equal([]);
      expect(await previewed(stack, root)).to.deep.equal([recorded]);
    });
  }

  for (const stack of ["dev", "pr-7"]) {
    it(`is the checkout's in ${stack}: a changed line is a new version`, async () => {
      const root = edit();
      expect(problemsOfUp(stack, root)).to.deep.equal([]);
      expect(await previewed(stack, root)).to.deep.equal([edited]);
    });
  }

  for (const stack of ["staging", "production"]) {
    it(`stays the recorded one in ${stack}, whatever the checkout holds`, async () => {
      const root = edit();
      rmSync(join(root, file));
      expect(problemsOfUp(stack, root)).to.deep.equal([]);
      expect(await previewed(stack, root)).to.deep.equal([recorded]);
    });

    it(`is uploaded to ${stack} by a path that another content has not`, () => {
      const other = `sha256:${"a".repeat(64)}`;
      const changes = { [`releases/${stack}.json`]: swap(whole, other) };
      const pathOf = (spec: EnvironmentSpec) => spec.edgeWorkers[0]?.modulePath;
      expect(pathOf(environmentOf(stack))).to.equal(fetched);
      expect(pathOf(environmentOf(stack, changes))).to.equal(
        `.artifacts/${"a".repeat(64)}/index.js`,
      );
    });

    it(`that is not here, or is another, is previewed for ${stack} and not deployed`, async () => {
      const root = sampleProject();
      const objections: Readonly<Record<string, () => void>> = {
        [edited]: () => {
          writeFileSync(join(root, fetched), editedText);
        },
        "no file that can be read": () => {
          rmSync(join(root, fetched));
        },
        "a link out of the project's folder": () => {
          symlinkSync("/etc/passwd", join(root, fetched));
        },
      };
      for (const [got, spoil] of Object.entries(objections)) {
        spoil();
        expect(await previewed(stack, root)).to.deep.equal([recorded]);
        const [problem, ...others] = problemsOfUp(stack, root);
        expect(others).to.deep.equal([]);
        expect(problem?.file).to.equal(fetched);
        expect(problem?.got).to.include(got);
        expect(problem?.expected).to.include(`releases/${stack}.json records, ${recorded}`);
        expect(problem?.fix).to.equal(`\`make fetch ENV=${stack}\``);
      }
    });
  }

  it("that dev's checkout lacks, or has behind a link out of the project, is not even previewed", async () => {
    const root = sampleProject();
    rmSync(join(root, file));
    for (const got of ["no file that can be read", "a link out of the project's folder"]) {
      if (got.startsWith("a link")) symlinkSync("/etc/passwd", join(root, file));
      expect(problemsOfUp("dev", root).map((problem) => problem.got)).to.deep.equal([got]);
      const refusal: unknown = await previewed("dev", root).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(SettingsError);
    }
  });
});
