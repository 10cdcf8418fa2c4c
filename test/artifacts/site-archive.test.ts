import { execFileSync } from "node:child_process";
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { digestOf } from "../../artifacts/digest";
import { archiveOf, SiteError, unpack } from "../../artifacts/site-archive";

type Files = Readonly<Record<string, string>>;

describe("a site's archive", () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  function emptyFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), "platform-site-"));
    folders.push(folder);
    return folder;
  }

  function siteOf(files: Files, mode = 0o644): string {
    const folder = emptyFolder();
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content, { mode });
    }
    return folder;
  }

  const page = "<title>Acme</title>";
  const long = `${"deep/".repeat(40)}${"n".repeat(120)}.html`;
  const site: Files = { "index.html": page, "é/ü.txt": "é", "Z.txt": "", [long]: page };

  it("has one digest, whoever wrote the files, when, in which order and with which rights", () => {
    const digest = digestOf(archiveOf(siteOf(site)));
    const reversed = Object.fromEntries(Object.entries(site).reverse());
    const other = siteOf(reversed, 0o700);
    utimesSync(join(other, "index.html"), 0, 1);
    rmSync(join(other, long));
    linkSync(join(other, "index.html"), join(other, long));
    expect(digestOf(archiveOf(other))).to.equal(digest);
    expect(digest).to.equal(
      "sha256:255a789ff6a20d15a97f07417496bd00f410432428abd30246a4dfa80b3ba1f9",
    );
  });

  it("is read by tar as what it was made of", () => {
    const archive = archiveOf(siteOf(site));
    const listed = execFileSync("tar", ["--list", "--file=-"], {
      input: archive,
      encoding: "utf8",
    });
    expect(listed.trim().split("\n")).to.have.length(Object.keys(site).length).and.include(long);
  });

  it("gives the files back, and so its own digest again, and is another for other files", () => {
    const name = fc.stringMatching(/^[a-c@][a-d.@é-]{0,3}[a-d]$/);
    const files = fc.dictionary(name, fc.string({ maxLength: 700 }), {
      minKeys: 1,
      maxKeys: 4,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(files, files, (one, other) => {
        const archive = archiveOf(siteOf(one));
        const copy = join(emptyFolder(), "copy");
        unpack(archive, copy);
        expect(archiveOf(copy).equals(archive)).to.equal(true);
        const areSame = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        expect(archiveOf(siteOf(other)).equals(archive)).to.equal(areSame);
      }),
      { numRuns: 40 },
    );
  });

  it("is made of no link, which may end anywhere, and not of nothing", () => {
    const linked = siteOf(site);
    symlinkSync("/etc/passwd", join(linked, "users.txt"));
    expect(() => archiveOf(linked)).to.throw(SiteError, "users.txt is no file but a link");
    expect(() => archiveOf(emptyFolder())).to.throw(SiteError, "nothing was built");
  });
});

function sorted(files: Files): readonly (readonly [string, string])[] {
  return Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1));
}
