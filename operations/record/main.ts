import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as z from "zod";
import { writeReleases } from "../../artifacts/release-file";
import { standingsOf } from "../../rollout/stages/standings";
import { SettingsError } from "../../settings/problem";
import { readReleases, type Release, releasesFileName } from "../../settings/release";
import { UsageError } from "../../settings/usage-error";
import { messageOf, runCommandLine } from "../command-line";
import { ServiceError } from "../json-api";
import { ownWorkspace } from "../own-engine";
import { openJournal } from "../release/journal/open-journal";
import { parseRecord, type RecordCommand, usage } from "./options";
import { recorded } from "./recorded";

const exitCodes = { written: 0, failed: 3 } as const;

const builds = z.array(
  z.object({
    workload: z.string(),
    version: z.string(),
    commit: z.string(),
    digest: z.string(),
  }),
);

async function run({ stack, file, base, journal }: RecordCommand): Promise<number> {
  const root = process.cwd();
  const { sound, problems } = readReleases(root, stack, undefined);
  if (problems.length > 0) throw new SettingsError(stack, problems);
  const store = await openJournal(await ownWorkspace(), stack, journal);
  const { workloads } = standingsOf((await store.read())?.journal);
  const releases = recorded({
    file: Object.fromEntries(sound),
    before: releasesAt(base, stack),
    running: Object.fromEntries(
      Object.entries(workloads).map(([name, { build }]) => [name, build]),
    ),
    built: Object.fromEntries(buildsIn(file).map(({ workload, ...build }) => [workload, build])),
  });
  writeReleases(root, stack, releases);
  const changed = Object.entries(releases).filter(
    ([name, { digest }]) => sound.get(name)?.digest !== digest,
  );
  const what = changed.map(([name, { version }]) => `${name} ${version}`).join(", ") || "nothing";
  process.stdout.write(`${releasesFileName(stack)}: new is ${what}\n`);
  return exitCodes.written;
}

/** @throws UsageError where there is no such revision. */
function releasesAt(base: string, stack: string): Readonly<Record<string, Release>> {
  try {
    const text = execFileSync("git", ["show", `${base}:${releasesFileName(stack)}`], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    return JSON.parse(text) as Readonly<Record<string, Release>>;
  } catch (error) {
    throw new UsageError(
      `--base: got "${base}", expected a revision that has ${releasesFileName(stack)}: ${messageOf(error)}`,
    );
  }
}

/** @throws UsageError */
function buildsIn(file: string): z.output<typeof builds> {
  try {
    return builds.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new UsageError(
      `--file ${file}: expected what \`make build JSON=1\` prints: ${messageOf(error)}`,
    );
  }
}

void runCommandLine({
  usage,
  parse: parseRecord,
  run,
  explained: { [exitCodes.failed]: [ServiceError] },
  failed: exitCodes.failed,
});
