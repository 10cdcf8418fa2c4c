import { isDeepStrictEqual } from "node:util";
import { writeReleases } from "../../artifacts/release-file";
import { type ArtifactStore, StoreError } from "../../artifacts/store/store";
import { databaseBackup } from "../../blueprint/names";
import { tiers } from "../../blueprint/tiers";
import { hintAt } from "../../settings/nearest";
import { SettingsError } from "../../settings/problem";
import { readWorkloads, type Workloads } from "../../settings/read-workloads";
import { readReleases, type Release } from "../../settings/release";
import { UsageError } from "../../settings/usage-error";
import { visible } from "../../settings/visible";
import type { GateResult } from "../gates/gates";
import { ServiceError } from "../json-api";
import { provenFile, provenIn, writeProven } from "../release/proven-migrations";
import type { PromoteCommand } from "./options";
import { type Promotion, promotionsOf, type Proof, unproven } from "./promotion";
import { describePromotion, type Objection } from "./report";

/** What a promotion asks outside the checkout. */
export interface Witnesses {
  /** In seconds since 1970. */
  readonly now: number;
  readonly store: ArtifactStore;
  /**
   * What the journal of an environment knows of builds.
   *
   * @throws JournalError where it can't be read.
   */
  readonly proofsIn: (stack: string) => Promise<(workload: string, digest: string) => Proof>;
  /**
   * Checksums of the migrations that an environment's releases have applied, by name.
   *
   * @throws JournalError where it can't be read.
   */
  readonly migrationsIn: (stack: string) => Promise<Readonly<Record<string, string>>>;
  /**
   * What became of the quality gates of these workloads' builds in an environment.
   *
   * @throws ServiceError where somebody does not answer; UsageError where a token is missing.
   */
  readonly gatesIn: (stack: string, workloads: readonly string[]) => Promise<readonly GateResult[]>;
}

/** The journal of an environment can't be read; the message says why, and what to do. */
export class JournalError extends Error {}

/**
 * Lets an environment run what another one ran: all of it, or nothing.
 *
 * @returns whether nothing spoke against it, and what a person reads.
 * @throws SettingsError, UsageError
 */
export async function promote(
  root: string,
  command: PromoteCommand,
  witnesses: Witnesses,
): Promise<{ readonly isAllowed: boolean; readonly says: string }> {
  const { from, to, app } = command;
  const workloads = readWorkloads(root);
  const [source, target] = [readReleases(root, from, undefined), readReleases(root, to, undefined)];
  const problems = [...source.problems, ...target.problems];
  if (problems.length > 0) throw new SettingsError([from, to], problems);
  if (app !== undefined) requireReleased(app, from, source.sound, workloads);

  const promotions = promotionsOf(source.sound, target.sound, app);
  const { missing, remarks } = await inStore(promotions, workloads, witnesses.store);
  const unproved =
    command.unverified === undefined ? await withoutProof(promotions, command, witnesses) : [];
  const ungated = await withoutGates(promotions, from, witnesses);
  const objections = [...missing, ...ungated, ...unproved];
  const isAllowed = objections.length === 0;
  if (isAllowed && promotions.length > 0) {
    const releases = promotions.map(({ workload, after }) => [workload, after] as const);
    writeReleases(root, to, Object.fromEntries(releases));
  }
  const schema =
    isAllowed && tiers[to].soakMinutes > 0 ? await takeMigrations(root, from, witnesses) : "";
  const says = describePromotion(command, promotions, { missing, ungated, unproved, remarks });
  return { isAllowed, says: `${says}${schema}` };
}

/** Notes what an environment has migrated, for the release of the next, which can't read that one's journal. */
async function takeMigrations(
  root: string,
  from: string,
  { migrationsIn }: Witnesses,
): Promise<string> {
  try {
    const migrations = await migrationsIn(from);
    if (isDeepStrictEqual(migrations, provenIn(root, from))) return "";
    writeProven(root, from, migrations);
    return `${provenFile} names the migrations that ${from} has: commit it as well\n`;
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    return `${visible(`Which migrations ${from} has is not known: ${error.message}`)}\n`;
  }
}

function requireReleased(
  app: string,
  from: string,
  releases: ReadonlyMap<string, Release>,
  { names }: Workloads,
): void {
  if (releases.has(app)) return;
  if (names.has(app)) throw new UsageError(`--app: ${app} has no release in ${from} either`);
  const hint = hintAt(app, [...names]);
  throw new UsageError(`--app: got "${app}", expected a folder in apps/ or services/${hint}`);
}

/** What the store has not; images are the registry's, from which the environment before pulled them. */
async function inStore(
  promotions: readonly Promotion[],
  { sound }: Workloads,
  store: ArtifactStore,
): Promise<{ readonly missing: readonly Objection[]; readonly remarks: readonly string[] }> {
  const missing: Objection[] = [];
  try {
    for (const { workload, after } of promotions) {
      const target = sound.find(({ name }) => name === workload)?.manifest.target;
      if (target === "aws-ecs" || workload === databaseBackup || (await store.has(after.digest)))
        continue;
      const command = `make build APP=${workload} COMMIT=${after.commit} PUSH=1`;
      missing.push({ workload, why: `is not in ${store.url}: ${command}` });
    }
    return { missing, remarks: [] };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return {
      missing: [],
      remarks: [`Whether the builds are in the store is not known: ${error.message}`],
    };
  }
}

/** Nobody goes past a gate here: who does without one says so in the manifest, where it is reviewed. */
async function withoutGates(
  promotions: readonly Promotion[],
  from: string,
  { gatesIn }: Witnesses,
): Promise<readonly Objection[]> {
  const names = promotions.map(({ workload }) => workload);
  if (names.length === 0) return [];
  try {
    const results = await gatesIn(from, names);
    return results
      .filter(({ isPassed }) => !isPassed)
      .map(({ workload, gate, because }) => ({
        workload,
        why: `did not pass ${gate}: ${because}`,
      }));
  } catch (error) {
    if (!(error instanceof ServiceError || error instanceof UsageError)) throw error;
    const why = `can't be asked for its gates: ${error.message}`;
    return names.map((workload) => ({ workload, why }));
  }
}

async function withoutProof(
  promotions: readonly Promotion[],
  { from, to }: PromoteCommand,
  { now, proofsIn }: Witnesses,
): Promise<readonly Objection[]> {
  const { soakMinutes } = tiers[to];
  if (soakMinutes === 0 || promotions.length === 0) return [];
  try {
    const proofOf = await proofsIn(from);
    return promotions.flatMap(({ workload, after }) => {
      // No journal has it: what it made there, its own alarm watches.
      if (workload === databaseBackup) return [];
      const why = unproven(proofOf(workload, after.digest), { now, soakMinutes, from });
      return why === undefined ? [] : [{ workload, why }];
    });
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    return promotions.map(({ workload }) => ({
      workload,
      why: `can't be judged: ${error.message}`,
    }));
  }
}
