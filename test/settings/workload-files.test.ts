import { expect } from "chai";
import { checkWorkloadFiles } from "../../settings/check-workload-files";
import { readWorkloads } from "../../settings/read-workloads";
import { sampleProject } from "../support/project";

const makefile = "include ../../deploy/shared.mk\n";
const image = "include ../../deploy/aws.mk\ninclude ../../deploy/shared.mk\n";

function missingIn(files: Readonly<Record<string, string>>): readonly string[] {
  const root = sampleProject(files);
  return checkWorkloadFiles(root, readWorkloads(root).sound).map(({ file }) => file);
}

describe("what a workload is built by", () => {
  const whole = {
    "deploy/shared.mk": "",
    "apps/landing-page/Makefile": makefile,
    "services/accounts/Makefile": makefile,
    "services/admin/Makefile": image,
    "services/admin/Dockerfile": "FROM scratch\n",
    "apps/qis-data-management/Makefile": makefile,
  };

  it("is there, but for an image that something else builds", () => {
    expect(missingIn(whole)).to.deep.equal([]);
  });

  it("is missed, file by file, with where to copy it from", () => {
    const missing = ["services/admin/Dockerfile", "apps/landing-page/Makefile"];
    const rest = Object.entries(whole).filter(([file]) => !missing.includes(file));
    expect(missingIn(Object.fromEntries(rest))).to.deep.equal(missing);
  });

  it("is not asked for where workloads are built elsewhere", () => {
    expect(missingIn({})).to.deep.equal([]);
  });
});
