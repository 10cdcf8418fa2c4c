import { everywhere, fetchArtifacts, wantedOf } from "../../artifacts/fetch";
import { tiers } from "../../blueprint/tiers";
import { runCommandLine } from "../../operations/command-line";
import { SettingsError } from "../../settings/problem";
import { readWorkloads } from "../../settings/read-workloads";
import { readReleases } from "../../settings/release";
import { parseStackName, previewHost } from "../../settings/stack-name";
import { UsageError } from "../../settings/usage-error";
import { type FetchCommand, parseFetch, usage } from "./options";
import { describeFetched } from "./report";

const exitCodes = { here: 0, missing: 1, failed: 3 } as const;

async function run({ stack, store }: FetchCommand): Promise<number> {
  const root = process.cwd();
  const identity = parseStackName(stack);
  if ("problems" in identity) throw new SettingsError(stack, identity.problems);
  if (identity.value.kind === "shared") throw new UsageError("--stack: shared runs no workload");
  const { kind, tier } = identity.value;
  const workloads = readWorkloads(root);
  const releases = readReleases(root, stack, kind === "ephemeral" ? previewHost : undefined);
  const problems = [...workloads.problems, ...releases.problems];
  if (problems.length > 0) throw new SettingsError(stack, problems);

  const wanted = wantedOf(workloads.sound, releases.sound).filter(
    ({ workload: { manifest } }) =>
      manifest.target !== "cloudflare-worker" || !tiers[tier].workersFromCheckout,
  );
  const fetched = await fetchArtifacts(root, wanted, everywhere(root, store));
  process.stdout.write(describeFetched(stack, fetched));
  return fetched.every(({ from }) => from !== undefined) ? exitCodes.here : exitCodes.missing;
}

void runCommandLine({ usage, parse: parseFetch, run, failed: exitCodes.failed });
