import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { hashedArchive, hashedAsset } from "../../../preview/run/asset-hash";
import { redactMap } from "../../../preview/report/tree";
import { folderForEach } from "../../support/temporary-folder";

describe("the hash of an asset", () => {
  let folder: string;
  folderForEach((made) => (folder = made));

  const write = (file: string, content: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  };
  const hashOfFolder = () => hashedArchive({ path: folder }).hash;

  it("is SHA-256 of a text and of a file", () => {
    const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    write("abc.txt", "abc");
    const path = join(folder, "abc.txt");
    expect(hashedAsset({ text: "abc", __pulumiAsset: true })).to.deep.equal({
      text: "abc",
      hash: sha256,
    });
    expect(hashedAsset({ path })).to.deep.equal({ path, hash: sha256 });
  });

  it("is that of the bytes where the archive is a file", () => {
    write("code.zip", "abc");
    expect(hashedArchive({ path: join(folder, "code.zip") }).hash).to.match(/^ba7816bf/);
  });

  it("follows every name and every byte below a folder, and nothing else", () => {
    write("index.mjs", "1");
    write("inner/other.mjs", "2");
    const before = hashOfFolder();
    write(".pulumi/own", "the engine's");
    expect(hashOfFolder()).to.equal(before);
    write("inner/other.mjs", "3");
    const changed = hashOfFolder();
    write("inner/more.mjs", "");
    expect(new Set([before, changed, hashOfFolder()]).size).to.equal(3);
  });

  it("is the same for a folder and for a map of its files", () => {
    write("a.mjs", "1");
    write("inner/b.mjs", "2");
    const map = {
      inner: { path: join(folder, "inner") },
      "a.mjs": { text: "1" },
    };
    expect(hashedArchive({ assets: map }).hash).to.equal(hashOfFolder());
  });

  it("is unknown where there is nothing to read", () => {
    const nowhere = [
      hashedAsset({ path: join(folder, "missing.mjs") }),
      hashedAsset({ uri: "https://example.com/code.js" }),
      hashedArchive({ path: join(folder, "missing") }),
      hashedArchive({ uri: "https://example.com/code.zip" }),
      hashedArchive({ assets: { "a.mjs": { path: join(folder, "missing.mjs") } } }),
    ];
    for (const asset of nowhere) expect(redactMap(asset).hash).to.equal("[unknown]");
  });
});
