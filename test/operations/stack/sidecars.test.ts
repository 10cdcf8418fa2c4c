import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { isUnreadable, removeBrokenAttributes } from "../../../operations/stack/sidecars";
import { folderForEach } from "../../support/temporary-folder";

describe("the attributes beside a state on disk", () => {
  let folder: string;
  const put = (file: string, text: string): string => {
    const path = join(folder, ".pulumi", file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  folderForEach((made) => (folder = made));

  it("are removed where a kill left them empty, the state's and its lock's", () => {
    const state = put("stacks/platform/dev.json", "{}");
    const empty = put("stacks/platform/dev.json.attrs", "");
    const lock = put("locks/organization/platform/dev/1.json.attrs", "{");
    expect(removeBrokenAttributes(`file://${folder}?no_tmp_dir=true`, "dev")).to.have.members([
      empty,
      lock,
    ]);
    expect([state, empty, lock].map((file) => existsSync(file))).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  it("are left alone where they can be read, or belong to another stack", () => {
    put("stacks/platform/dev.json.attrs", "{}");
    put("stacks/platform/staging.json.attrs", "");
    expect(removeBrokenAttributes(`file://${folder}`, "dev")).to.deep.equal([]);
  });

  it("are no concern of another kind of backend, or of one that is not there", () => {
    expect(removeBrokenAttributes("s3://bucket", "dev")).to.deep.equal([]);
    expect(removeBrokenAttributes(`file://${folder}/none`, "dev")).to.deep.equal([]);
  });

  it("are what the engine stumbles over", () => {
    expect(isUnreadable(new Error("error: failed to load checkpoint: EOF"))).to.equal(true);
    expect(isUnreadable(new Error("error: no stack named 'dev' found"))).to.equal(false);
  });
});
