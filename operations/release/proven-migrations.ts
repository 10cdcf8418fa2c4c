import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { IdentitySpec } from "../../blueprint/environment";
import { tiers } from "../../blueprint/tiers";
import type { Migration } from "../../rollout/stages/journal";
import type { Objection } from "../../rollout/stages/objections";
import { parseJson } from "../../settings/parse-text";
import { problemText } from "../../settings/problem";
import { UsageError } from "../../settings/usage-error";
import { stackBefore } from "../../settings/waiting";

/** Where `make promote` writes what the journal of the environment before says, for those who can't read that journal. */
export const provenFile = "releases/migrations.json";

type Proven = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Checksums of the migrations that an environment has applied, by name. @throws UsageError where the file is no JSON. */
export function provenIn(root: string, environment: string): Proven[string] {
  return readProven(root)[environment] ?? {};
}

/** The environment from which migrations come proven, where builds do as well, and what it has applied. */
export function provenBefore(
  root: string,
  { stack, tier }: Pick<IdentitySpec, "stack" | "tier">,
): { readonly name: string; readonly proven: Proven[string] } | undefined {
  const name = tiers[tier].soakMinutes > 0 ? stackBefore(stack) : undefined;
  return name === undefined ? undefined : { name, proven: provenIn(root, name) };
}

export function writeProven(root: string, environment: string, migrations: Proven[string]): void {
  const proven = { ...readProven(root), [environment]: migrations };
  writeFileSync(join(root, provenFile), `${JSON.stringify(proven, undefined, 2)}\n`);
}

/** Those of the migrations that the environment before has not applied as they are. */
export function unproven(
  pending: readonly Migration[],
  {
    name: before,
    environment,
    proven,
  }: { name: string; environment: string; proven: Proven[string] },
): readonly Objection[] {
  return pending
    .filter(({ name, checksum }) => proven[name] !== checksum)
    .map(({ name, checksum }) => {
      const ran = proven[name] === undefined ? "no" : "another";
      return {
        what: `by ${provenFile}, ${before} ran ${ran} migration ${name} (sha256 ${checksum.slice(0, 12)})`,
        fix: `make release ENV=${before}, then make promote FROM=${before} TO=${environment}, and commit ${provenFile}`,
      };
    });
}

function readProven(root: string): Proven {
  const path = join(root, provenFile);
  if (!existsSync(path)) return {};
  const parsed = parseJson(provenFile, readFileSync(path, "utf8"));
  if ("problems" in parsed) throw new UsageError(parsed.problems.map(problemText).join("\n"));
  return parsed.value as Proven;
}
