import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseSpec } from "../../settings/load-spec";
import type { Problem } from "../../settings/problem";
import { readStackConfig } from "../../settings/stack-file";

/** What files are written into, or may not be a link; all others are read where they are. */
const copied = /^(?:\.github|apps|services|policies|releases|deploy|docs|Pulumi\..*|README\.md)$/;
const unread = /^(?:\.git|coverage|\.sandbox)$/;

/** What the settings of these stacks would have against the files, if they were written. */
export function problemsWith(
  root: string,
  files: ReadonlyMap<string, string>,
  stacks: readonly string[],
): readonly Problem[] {
  const copy = mkdtempSync(join(tmpdir(), "platform-init-"));
  try {
    for (const name of readdirSync(root).filter((each) => !unread.test(each))) {
      const [from, to] = [join(root, name), join(copy, name)];
      const filter = (path: string): boolean => !path.endsWith("node_modules");
      if (copied.test(name)) cpSync(from, to, { recursive: true, filter });
      else symlinkSync(from, to);
    }
    writeAll(copy, files);
    return stacks.flatMap((stack) => {
      const config = readStackConfig(copy, stack);
      if ("problems" in config) return [...config.problems];
      const spec = parseSpec({ root: copy, stack, config: config.value.values });
      return "problems" in spec ? [...spec.problems] : [];
    });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Writes files below a folder, by their path in it. */
export function writeAll(root: string, files: ReadonlyMap<string, string>): void {
  for (const [file, text] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}
