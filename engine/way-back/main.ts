import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import program = require("../../index");
import { digestOf } from "../../artifacts/digest";
import { hasArtifact, isKept, keepArtifact } from "../../artifacts/kept";
import { runCommandLine } from "../../operations/command-line";
import { readEnvironment } from "../../operations/environment";
import { ownEngine } from "../../operations/own-engine";
import { folderJournal, journalFile } from "../../operations/release/journal/folder-journal";
import { Ticker } from "../../operations/release/report";
import { wantedIn } from "../../operations/release/wanted";
import type { Entry } from "../../rollout/stages/build";
import type { Wanted } from "../../rollout/stages/plan";
import { standingsOf } from "../../rollout/stages/standings";
import { SettingsError } from "../../settings/problem";
import { readWorkloads } from "../../settings/read-workloads";
import { readStackConfig } from "../../settings/stack-file";
import { UsageError } from "../../settings/usage-error";
import { recordedModule } from "../../settings/worker-build";
import { SandboxStack } from "../sandbox-stack";
import { parseWayBack, usage, type WayBackCommand } from "./options";
import { rehearseWayBack } from "./rehearse";
import { RefusedError } from "./release-once";

const exitCodes = { done: 0, differs: 1, failed: 3 } as const;

async function run({ stack, journal }: WayBackCommand): Promise<number> {
  const home = process.cwd();
  const config = readStackConfig(home, stack);
  if ("problems" in config) throw new SettingsError(stack, config.problems);
  const spec = readEnvironment(home, stack);
  const wanted = wantedIn(home, spec, { share: 5 });
  const runs =
    journal === undefined
      ? otherwise(home, stack, wanted)
      : await standingIn(journal, stack, wanted);
  const folder = mkdtempSync(join(tmpdir(), "way-back-"));
  const ticker = new Ticker((text) => process.stdout.write(text));
  const sandbox = await SandboxStack.open({
    ...{ engine: ownEngine(), home, folder, stack, config: config.value, program },
  });
  try {
    const { isSame, reason } = await rehearseWayBack(sandbox, spec, runs, wanted, {
      folder,
      tell: ticker.tell,
    });
    process.stdout.write(
      isSame
        ? `${stack}: what serves after the way back is what served before (${reason})\n`
        : `${stack}: the way back does not lead back (${reason})\n`,
    );
    return isSame ? exitCodes.done : exitCodes.differs;
  } finally {
    sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What runs where no journal says it: images of no build, and the Workers' own modules with a line before them. */
function otherwise(
  home: string,
  stack: string,
  wanted: readonly Wanted[],
): Readonly<Record<string, Entry>> {
  const workloads = readWorkloads(home).sound.filter(isKept);
  const formerOf = ({ workload, target, entry }: Wanted): string => {
    const kept = workloads.find(({ name }) => name === workload);
    if (target === "aws-ecs") return `sha256:${"0".repeat(64)}`;
    if (kept?.manifest.target !== "cloudflare-worker") return entry.digest;
    const path = recordedModule(kept.manifest, entry.digest);
    if (!hasArtifact(home, kept, entry.digest)) {
      throw new UsageError(`${workload}: ${path} is not here: make fetch ENV=${stack}`);
    }
    const bytes = Buffer.concat([Buffer.from("// before\n"), readFileSync(join(home, path))]);
    const digest = digestOf(bytes);
    keepArtifact(home, kept, digest, bytes);
    return digest;
  };
  return Object.fromEntries(
    wanted.map((each) => {
      const former = { ...each.entry, digest: formerOf(each), version: "0.0.0-before" };
      return [each.workload, former];
    }),
  );
}

async function standingIn(
  address: string,
  stack: string,
  wanted: readonly Wanted[],
): Promise<Readonly<Record<string, Entry>>> {
  const file = journalFile(fileURLToPath(address), stack);
  const { workloads } = standingsOf((await folderJournal(file).read())?.journal);
  return Object.fromEntries(
    wanted.flatMap(({ workload }) => {
      const build = workloads[workload]?.build;
      return build === undefined ? [] : [[workload, build]];
    }),
  );
}

void runCommandLine({
  usage,
  parse: parseWayBack,
  run,
  explained: { [exitCodes.failed]: [RefusedError] },
  failed: exitCodes.failed,
});
