import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { replaced } from "./tamperings";
import type { Checkout } from "./taken";

/** What may be otherwise when the same is looked at again. */
export interface Innocent {
  readonly what: string;
  readonly apply: (checkout: Checkout) => () => void;
  readonly today?: string;
  /** Whether the base's report comes in another order. */
  readonly isReordered?: boolean;
  /** Whether folders are listed in another order. */
  readonly isBackwards?: boolean;
  /** The one stack that does change. */
  readonly foreign?: string;
}

const nothing = () => () => undefined;

const documents: fc.Arbitrary<Innocent> = fc
  .constantFrom(
    ...[
      "README.md",
      "CHANGELOG.md",
      "docs/decisions.md",
      "policies/README.md",
      "docs/reference/policies.md",
    ],
    ...["test/readme.test.ts", "bench/bench.ts", "rehearsal/main.ts", "eslint.config.mjs"],
  )
  .map((file) => ({
    what: file,
    apply: ({ home }) => replaced(join(home, file), (text) => `${text}\nMore.\n`),
  }));

const strays: fc.Arbitrary<Innocent> = fc
  .tuple(
    fc.constantFrom("root" as const, "home" as const),
    fc.constantFrom("preview.md", "preview.json", ".env", ".artifacts/ab/index.js", "out/it.ts"),
  )
  .map(([of, file]) => ({
    what: `a stray ${file}`,
    apply: (checkout) => {
      const path = join(checkout[of], file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, "{}");
      return () => {
        rmSync(path);
      };
    },
  }));

const touched: fc.Arbitrary<Innocent> = fc
  .tuple(fc.constantFrom("index.ts", "package-lock.json", "policies/judge.ts"), fc.nat(2 ** 31))
  .map(([file, seconds]) => ({
    what: `${file} touched`,
    apply: ({ home }) => {
      utimesSync(join(home, file), seconds, seconds);
      return () => undefined;
    },
  }));

const days: fc.Arbitrary<Innocent> = fc.nat(62).map((later) => {
  const today = new Date(Date.UTC(2026, 10, 30 + later)).toISOString().slice(0, 10);
  return { what: today, apply: nothing, today };
});

const foreign: fc.Arbitrary<Innocent> = fc
  .constantFrom("Pulumi.dev.yaml", "releases/dev.json", "Pulumi.pr.template.yaml")
  .map((file) => ({
    what: `${file} of another environment`,
    foreign: "dev",
    apply: ({ root }) =>
      replaced(join(root, file), (text) =>
        file.endsWith(".json")
          ? text.replace(/"version": "\d+/, '"version": "99')
          : `${text}# more\n`,
      ),
  }));

const zones: fc.Arbitrary<Innocent> = fc
  .constantFrom("Pacific/Kiritimati", "America/Los_Angeles", "UTC")
  .map((TZ) => ({
    what: TZ,
    isBackwards: true,
    isReordered: true,
    apply: () => {
      const before = { TZ: process.env.TZ, LC_ALL: process.env.LC_ALL };
      Object.assign(process.env, { TZ, LC_ALL: "tr_TR.UTF-8" });
      return () => {
        for (const [name, value] of Object.entries(before)) {
          if (value === undefined) Reflect.deleteProperty(process.env, name);
          else process.env[name] = value;
        }
      };
    },
  }));

export const innocent: fc.Arbitrary<Innocent> = fc.oneof(
  documents,
  strays,
  touched,
  days,
  foreign,
  zones,
);
