import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { notShownIn } from "../../preview/judge/not-shown";
import { loadSpec } from "../../settings/load-spec";
import { SettingsError, type Problem } from "../../settings/problem";
import { readStackConfig } from "../../settings/stack-file";
import { sampleProject } from "../support/project";
import { recordSample } from "../support/sample";

const file = "services/accounts/src/index.js";
/** What `sha256sum` says of the fixture's module, and of one that was changed. */
const recorded = "sha256:ecd3bbeb";
const edited = "sha256:7f8b1dfc";
const editedText = "changed\n";

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
    it(`is deployed to ${stack} where the checkout holds what is recorded`, async () => {
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
    it(`stays the recorded one in ${stack}'s preview of a changed line, which its up refuses`, async () => {
      const root = edit();
      const [digest, ...notShown] = await previewed(stack, root);
      expect(digest).to.equal(recorded);
      expect(notShown).to.have.length(1);
      const [problem, ...others] = problemsOfUp(stack, root);
      expect(others).to.deep.equal([]);
      expect(problem?.file).to.equal(file);
      expect(problem?.got).to.include(edited);
      expect(problem?.expected).to.include(`releases/${stack}.json records, ${recorded}`);
      expect(problem?.fix)
        .to.include("check out da84fb292d6880096159723ba4833191438e7b0b")
        .and.include("make -C services/accounts build")
        .and.include(`"digest": "${edited}`);
      for (const part of [problem?.got, problem?.fix]) expect(notShown[0]).to.include(part);
    });
  }

  it("that is not there, or lies behind a link out of the project, is not even previewed", async () => {
    const root = sampleProject();
    rmSync(join(root, file));
    for (const got of ["no file that can be read", "a link out of the project's folder"]) {
      if (got.startsWith("a link")) symlinkSync("/etc/passwd", join(root, file));
      for (const stack of ["dev", "staging"]) {
        expect(problemsOfUp(stack, root).map((problem) => problem.got)).to.deep.equal([got]);
        const refusal: unknown = await previewed(stack, root).catch((error: unknown) => error);
        expect(refusal).to.be.instanceOf(SettingsError);
      }
    }
  });
});
