import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
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

  describe("where a link stands", () => {
    let before: string;
    beforeEach(() => {
      before = process.cwd();
      process.chdir(folder);
    });
    afterEach(() => {
      process.chdir(before);
    });

    it("is refused, wherever the link stands that leaves the project", () => {
      mkdirSync("code");
      symlinkSync("/etc/passwd", "code/index.mjs");
      symlinkSync("/etc", "etc");
      for (const hash of [
        () => hashedAsset({ path: "code/index.mjs" }),
        () => hashedAsset({ path: "etc/passwd" }),
        () => hashedArchive({ path: "code" }),
        () => hashedArchive({ path: "etc" }),
        () => hashedArchive({ assets: { code: { path: "code" } } }),
      ]) {
        expect(hash).to.throw(
          /^(?:code\/index\.mjs|etc\S*) is a link out of the project's folder, to /,
        );
      }
    });

    it("is that of the file within the project, or of a package wherever it is installed", () => {
      write("real.mjs", "abc");
      write("code/other.mjs", "");
      symlinkSync("../real.mjs", "code/index.mjs");
      symlinkSync("/etc", "node_modules");
      expect(hashedAsset({ path: "code/index.mjs" }).hash).to.match(/^ba7816bf/);
      expect(hashedArchive({ path: "code" }).hash).to.match(/^[0-9a-f]{64}$/);
      expect(hashedAsset({ path: "node_modules/passwd" }).hash).to.match(/^[0-9a-f]{64}$/);
    });
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
