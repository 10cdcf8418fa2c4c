import { readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { type Changes, swap } from "../../support/project";
import type { Checkout } from "./taken";

/** A change between approval and deployment, and what it is taken back with. */
export interface Change {
  readonly what: string;
  /** Whose passport has to differ. */
  readonly stack: string;
  /** Whether a preview reads the file, or finds what it found and differs by the file alone. */
  readonly isRead: boolean;
  readonly apply: (checkout: Checkout) => () => void;
  /** The day on which it is looked at. */
  readonly today?: string;
  /** Which other base it is compared with. */
  readonly base?: number;
}

interface Place {
  readonly of: keyof Checkout;
  readonly file: string;
  readonly stack: string;
}

const settings: readonly Place[] = ["shared", "dev", "staging", "production"].map((stack) => ({
  of: "root",
  file: `Pulumi.${stack}.yaml`,
  stack,
}));
const releases: readonly Place[] = ["dev", "staging", "production"].map((stack) => ({
  of: "root",
  file: `releases/${stack}.json`,
  stack,
}));
const others = (of: keyof Checkout, ...files: readonly string[]): Place[] =>
  files.map((file) => ({ of, file, stack: "production" }));

const read: readonly Place[] = [
  ...settings,
  ...releases,
  ...others("root", "functions/verify-deployment/index.mjs"),
  ...others("root", "services/admin/deploy.yaml", "apps/landing-page/deploy.yaml"),
  ...others("root", "policies/environments.yaml", "policies/waivers.yaml", "Pulumi.yaml"),
];

const code: readonly Place[] = [
  ...others("home", "index.ts", "blueprint/tiers.ts", "components/data/object-store.ts"),
  ...others("home", "policies/judge.ts", "policies/rules/isolation/preview-require-expiry.ts"),
  ...others("home", "iam/evaluate.ts", "settings/load-spec.ts", "providers/neon/PulumiPlugin.yaml"),
  ...others("home", "preview/judge/preview.ts", "preview/passport/seal.ts", "sandbox/models.ts"),
  ...others("home", "operations/release/perform.ts", "functions/database-roles/roles.mjs"),
  ...others("home", "package-lock.json", "package.json", "Makefile", ".npmrc", "tsconfig.json"),
  ...others("home", ".github/workflows/deploy.yml", ".github/actions/pulumi/action.yml"),
  ...others("home", ".github/CODEOWNERS", "tools/fetch/main.ts", "engine/judged-up.ts"),
];

/** One character more, less or other, or a line: what a hand or a merge does to a text. */
const edit: fc.Arbitrary<(text: string) => string> = fc
  .tuple(
    fc.constantFrom("insert", "delete", "replace", "repeat a line", "drop a line"),
    fc.nat(),
    fc.constantFrom(...Array.from("abcdef0123456789 -:\n")),
  )
  .map(([how, place, character]) => (text) => {
    const at = place % text.length;
    const [start, end] = [text.lastIndexOf("\n", at - 1) + 1, `${text}\n`.indexOf("\n", at) + 1];
    const changed = {
      insert: text.slice(0, at) + character + text.slice(at),
      delete: text.slice(0, at) + text.slice(at + 1),
      replace: text.slice(0, at) + character + text.slice(at + 1),
      "repeat a line": text.slice(0, end) + text.slice(start),
      "drop a line": text.slice(0, start) + text.slice(end),
    }[how];
    return changed === text ? `${text}# \n` : changed;
  });

function edited(places: readonly Place[], isRead: boolean): fc.Arbitrary<Change> {
  return fc.tuple(fc.constantFrom(...places), edit).map(([{ of, file, stack }, change]) => ({
    what: file,
    stack,
    isRead,
    apply: (checkout) => replaced(join(checkout[of], file), change),
  }));
}

/** Another digest of what runs, for one workload. */
const digest: fc.Arbitrary<Change> = fc
  .tuple(fc.constantFrom(...releases), fc.nat(), fc.constantFrom(...Array.from("0123456789abcdef")))
  .map(([{ file, stack }, place, digit]) => ({
    what: file,
    stack,
    isRead: true,
    apply: ({ root }) =>
      replaced(join(root, file), (text) => {
        const digests = [...text.matchAll(/sha256:[0-9a-f]{64}/g)];
        const at = (digests[place % digests.length]?.index ?? 0) + 7 + (place % 64);
        const other = text[at] === digit ? (digit === "0" ? "1" : "0") : digit;
        return text.slice(0, at) + other + text.slice(at + 1);
      }),
  }));

/** A file that was not there, is elsewhere, or is a link to what it was. */
const moved: fc.Arbitrary<Change> = fc
  .tuple(fc.constantFrom(...code), fc.constantFrom("added", "renamed", "removed", "linked"))
  .map(([{ of, file, stack }, how]) => ({
    what: `${file} ${how}`,
    stack,
    isRead: false,
    apply: (checkout) => {
      const path = join(checkout[of], file);
      const other = join(checkout[of], "components", `other-${how}.ts`);
      if (how === "added") writeFileSync(other, "");
      else renameSync(path, other);
      if (how === "removed") renameSync(other, join(checkout[of], "..", "away"));
      if (how === "linked") symlinkSync(other, path);
      return () => {
        if (how === "linked") rmSync(path);
        if (how === "removed") renameSync(join(checkout[of], "..", "away"), path);
        else if (how === "added") rmSync(other);
        else renameSync(other, path);
      };
    },
  }));

const nothing = () => () => undefined;
const unread = { stack: "production", isRead: false, apply: nothing };

/** Changes of the base that would have been seen as changes back. */
export const bases: readonly Changes[] = [
  { "services/admin/deploy.yaml": swap("memoryMib: 512", "memoryMib: 1024") },
  { "Pulumi.production.yaml": swap("10.31.0.0/16", "10.32.0.0/16") },
  { "releases/production.json": (text) => text.replace(/sha256:./g, "sha256:0") },
];

const baseMoved: fc.Arbitrary<Change> = fc
  .nat(bases.length - 1)
  .map((base) => ({ ...unread, what: `base ${String(base)}`, base }));

/** The waiver of the project ends on 2027-01-31. */
const expired: fc.Arbitrary<Change> = fc.integer({ min: 1, max: 1_000 }).map((days) => {
  const today = new Date(Date.UTC(2027, 0, 31 + days)).toISOString().slice(0, 10);
  return { ...unread, what: today, isRead: true, today };
});

export const tampering: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: edited(read, true) },
  { weight: 4, arbitrary: edited(code, false) },
  { weight: 1, arbitrary: digest },
  { weight: 1, arbitrary: moved },
  { weight: 1, arbitrary: baseMoved },
  { weight: 1, arbitrary: expired },
);

export function replaced(path: string, change: (text: string) => string): () => void {
  const text = readFileSync(path, "utf8");
  writeFileSync(path, change(text));
  return () => {
    writeFileSync(path, text);
  };
}
