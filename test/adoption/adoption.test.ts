import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readWorkloads } from "../../settings/read-workloads";
import { folderForEach } from "../support/temporary-folder";
import { addSuppliers, adopt, removeWorkload } from "./adopt";

describe("the tests of a project, in a checkout with another one", function () {
  this.timeout(300_000);
  let folder: string;
  folderForEach((made) => {
    folder = made;
    adopt(folder);
  });

  it("hold where the product has another name, one workload is new and one is gone", async () => {
    addSuppliers(folder);
    removeWorkload(folder, "services/accounts");
    expect(await tested(folder)).to.match(/^ +\d+ passing/m);
  });

  it("hold where there is no workload", async () => {
    for (const workload of readWorkloads(folder).sound) removeWorkload(folder, workload.folder);
    expect(await tested(folder)).to.match(/^ +\d+ passing/m);
  });

  it("fail where it is not sound", async () => {
    rmSync(join(folder, "releases", "production.json"));
    expect(await tested(folder)).to.match(/^ +1 failing/m);
  });
});

/** What the tests in test/project print in that checkout. */
async function tested(folder: string): Promise<string> {
  const mocha = join("node_modules", "mocha", "bin", "mocha.js");
  const options = ["--no-config", "--require", "tsx", "--timeout", "60000", "--bail"];
  const env = { ...process.env };
  delete env.NODE_V8_COVERAGE;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [mocha, ...options, "test/project/*.test.ts"],
      { cwd: folder, env },
      (_, stdout, stderr) => {
        resolve(stdout + stderr);
      },
    );
  });
}
