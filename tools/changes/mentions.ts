import { posix } from "node:path";

/** Paths that a text names, each relative to the project's root; one that ends above it is left out. */
export interface Mentions {
  /** Files, or folders with all that is in them; they need not exist. */
  readonly paths: readonly string[];
  /** Files that are run or bundled, whose own text counts as well. */
  readonly modules: readonly string[];
  /** Folders at which packages are looked for, there and above. */
  readonly packages: readonly string[];
  /** Why the text alone does not tell everything. */
  readonly unknown?: string;
}

const usesPackages =
  /(?:^|[\s;&|(/])(?:npx|npm|pnpm|yarn|tsx|mocha|vitest|jest|wrangler|esbuild|tsc)(?=\s|$)/;

const mochaFiles = ["json", "jsonc", "js", "cjs", "yaml", "yml"];

/** What the lines of a recipe name: words are paths, from where `cd` led before in that line. */
export function mentionedByCommands(commands: string, folder: string): Mentions {
  const paths: string[] = [];
  const packages: string[] = [];
  for (const line of commands.replace(/\\\n/g, " ").split("\n")) {
    const places = [folder];
    const words = line.match(/[^\s"'`;|&()<>=,:]+/g) ?? [];
    for (const [index, word] of words.entries()) {
      if (words[index - 1] === "cd") places.push(posix.join(places.at(-1) ?? folder, word));
      else paths.push(...places.flatMap((place) => literalPath(posix.join(place, word))));
    }
    if (usesPackages.test(line)) packages.push(...places);
    if (/\bmocha\b/.test(line) && !line.includes("--no-config")) {
      const names = mochaFiles.map((ending) => `.mocharc.${ending}`);
      paths.push(...places.flatMap((place) => names.map((name) => posix.join(place, name))));
    }
  }
  const leavesNothingOut = paths.some((path) => path === ".");
  return {
    paths: paths.filter(isInside),
    modules: [],
    packages: packages.filter((place) => place === "." || isInside(place)),
    ...(leavesNothingOut && { unknown: "a command of its Makefile takes the whole project" }),
  };
}

const code = /\.(?:[cm]?[jt]sx?|py)$/;
const script = /\.[cm]?[jt]sx?$/;

/**
 * What a file of code names: modules that it imports, and texts in quotes that may be paths, from its own folder and from
 * those that it is run in.
 */
export function mentionedByFile(file: string, text: string, places: readonly string[]): Mentions {
  const own = posix.dirname(file);
  const quoted = [...text.matchAll(/(["'`])((?:(?!\1)[^\\\n]){1,300})\1/g)].map(
    ([, , word = ""]) => word,
  );
  const climbing = quoted.filter((word) => /^\.\.?\//.test(word));
  const rooted = quoted.filter((word) =>
    /^[\w@][\w@.-]*(?:\/[\w@.-]+)+$|^[\w@-]+\.\w+$/.test(word),
  );
  const imported = script.test(file)
    ? [...text.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*["'`]([^"'`\n]+)["'`]/g)].map(
        ([, name = ""]) => name,
      )
    : [];
  const paths = [
    ...climbing.flatMap((word) =>
      [own, ...places].flatMap((place) => literalPath(posix.join(place, word))),
    ),
    ...rooted.flatMap((word) => places.map((place) => posix.join(place, word))),
  ];
  const why = code.test(file) ? doubtOf(text) : undefined;
  return {
    paths: paths.filter(isInside),
    modules: imported
      .filter((name) => name.startsWith("."))
      .map((name) => posix.join(own, name))
      .filter(isInside),
    packages: imported.some((name) => !/^[./]|^[a-z]+:/.test(name)) ? [own] : [],
    ...(why !== undefined && { unknown: `${file} ${why}` }),
  };
}

function doubtOf(text: string): string | undefined {
  if (/(?:\bimport|\brequire)\s*\(\s*(?:[\w$]|`[^`]*\$\{)/.test(text))
    return "imports what it computes";
  if (/["'`]\.\.["'`]|\bparents\[|\.parent\.parent\b|dirname\(\s*dirname\(/.test(text)) {
    return "reads above its folder";
  }
  return undefined;
}

/** A path up to where a pattern begins. */
function literalPath(path: string): readonly string[] {
  const at = path.search(/[*?[{$]/);
  const literal = at === -1 ? path : posix.dirname(`${path.slice(0, at)}x`);
  return [literal.replace(/\/$/, "")];
}

function isInside(path: string): boolean {
  return path !== "." && path !== ".." && !path.startsWith("../") && !path.startsWith("/");
}
