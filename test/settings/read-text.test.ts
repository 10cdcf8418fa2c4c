import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readText } from "../../settings/read-text";
import { folderForEach } from "../support/temporary-folder";

describe("a file's text", () => {
  let root: string;
  let path: string;
  folderForEach((made) => {
    root = made;
    path = join(root, "file");
  });

  const read = () => readText(root, "file", "write it");
  const problem = (): string => {
    const text = read();
    const [only] = "problems" in text ? text.problems : [];
    return [only?.got, only?.expected, only?.fix].join(" | ");
  };

  it("comes without its byte order mark", () => {
    writeFileSync(path, "\uFEFFname: é");
    expect(read()).to.deep.equal({ value: "name: é" });
  });

  it("is refused when it is no UTF-8, instead of being read as something else", () => {
    writeFileSync(path, Buffer.from("name: caf\u00e9", "latin1"));
    expect(problem()).to.equal("bytes that are no UTF-8 | UTF-8 text | save file as UTF-8");
  });

  it("is refused by its size, before it is read", () => {
    writeFileSync(path, "a");
    truncateSync(path, 3 * 1024 ** 3);
    expect(problem()).to.equal("3221225472 bytes | at most 1 MiB | make it smaller");
  });

  it("is not waited for where a pipe or a device stands", () => {
    execFileSync("mkfifo", [path]);
    expect(problem()).to.equal("a pipe or a device | a file | remove it, then write it");
  });

  it("is refused where a link leads out of the project, whatever part of its path is the link", () => {
    symlinkSync("/etc/passwd", path);
    const refused =
      "a link out of the project's folder | a file in it | remove the link, then write it";
    expect(problem()).to.equal(refused);
    symlinkSync("/etc", join(root, "folder"));
    const inFolder = readText(root, "folder/passwd", "write it");
    expect(inFolder).to.have.nested.property("problems[0].got", refused.split(" | ")[0]);
  });

  it("may be linked within the project, and the project from anywhere", () => {
    mkdirSync(join(root, "real"));
    writeFileSync(join(root, "real", "other"), "name: é");
    symlinkSync("other", join(root, "real", "file"));
    symlinkSync("real", join(root, "alias"));
    expect(readText(join(root, "alias"), "file", "write it")).to.deep.equal({ value: "name: é" });
  });

  it("is not there when a link leads nowhere or to itself", () => {
    symlinkSync("file", path);
    expect(problem()).to.equal("a link to nothing | a file | remove the link, then write it");
    rmSync(path);
    symlinkSync("nowhere", path);
    expect(problem()).to.equal("a link to nothing | a file | remove the link, then write it");
  });

  it("is not there when a folder stands in its place", () => {
    mkdirSync(path);
    expect(problem()).to.equal("a folder | a file | remove the folder, then write it");
  });
});
