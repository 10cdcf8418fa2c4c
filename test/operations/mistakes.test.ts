import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { projectRoot, sampleProject } from "../support/project";

const tsx = pathToFileURL(join(projectRoot, "node_modules/tsx/dist/loader.mjs")).href;

describe("a mistake of whoever calls a command", function () {
  this.timeout(120_000);
  const mistakes: Readonly<Record<string, readonly [string, RegExp]>> = {
    "a rollback that is rehearsed before make fetch": [
      "engine/way-back/main.ts --stack staging",
      /^accounts: \.artifacts\/\S+ is not here: make fetch ENV=staging\n$/,
    ],
    "a journal at an address that is none": [
      "engine/way-back/main.ts --stack staging --journal file://host/folder",
      /^File URL host must be "localhost" or empty/,
    ],
    "a series that is not there": [
      "tools/judge/main.ts --file none.json",
      /^ENOENT: no such file or directory, open 'none\.json'\n$/,
    ],
  };
  for (const [what, [command, says]] of Object.entries(mistakes)) {
    it(`is told of ${what} in a line, and of nothing that would be a defect`, () => {
      const root = sampleProject({ ".artifacts": null });
      const [main = "", ...args] = command.split(" ");
      const { stderr, status } = spawnSync(
        process.execPath,
        ["--no-warnings", "--import", tsx, join(projectRoot, main), ...args],
        { cwd: root, encoding: "utf8" },
      );
      expect(stderr).to.match(says);
      expect(stderr).not.to.match(/\n {4}at |defect/);
      expect(status).to.be.oneOf([2, 3]);
    });
  }
});
