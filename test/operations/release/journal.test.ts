import { existsSync, linkSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { folderJournal } from "../../../operations/release/journal/folder-journal";
import { ConflictError } from "../../../operations/release/world";
import { folderForEach } from "../../support/temporary-folder";

const empty = { format: 1, releases: [] } as const;

describe("A journal in a folder", () => {
  let folder: string;
  folderForEach((fresh) => {
    folder = fresh;
  });

  it("is written over what was read, and over nothing else", async () => {
    const [one, other] = twice();
    const first = await one.write(empty, undefined);
    expect(await other.read()).to.deep.equal({ journal: empty, version: first });
    const second = await other.write(empty, first);
    const late = await one.write(empty, first).catch((error: unknown) => error);
    expect(late).to.be.instanceOf(ConflictError);
    expect((await one.read())?.version).to.equal(second);
  });

  it("keeps what a runner had written that was killed before it stood in its place", async () => {
    const [one, , file] = twice();
    const first = await one.write(empty, undefined);
    writeFileSync(
      `${file}.new`,
      readFileSync(file, "utf8").replace('"version": 1', '"version": 2'),
    );
    linkSync(`${file}.new`, `${file}.2`);
    const again = await one.write(empty, first).catch((error: unknown) => error);
    expect(again).to.be.instanceOf(ConflictError);
    expect((await one.read())?.version).to.equal("2");
    expect(existsSync(`${file}.2`)).to.equal(false);
  });

  function twice() {
    const file = join(folder, "releases/staging.json");
    return [folderJournal(file), folderJournal(file), file] as const;
  }
});
