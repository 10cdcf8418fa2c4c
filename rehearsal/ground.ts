import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import type { UpOptions } from "@pulumi/pulumi/automation";
import program = require("../index");
import { SandboxStack } from "../engine/sandbox-stack";
import type { EnvironmentSpec } from "../blueprint/environment";
import { readEnvironment } from "../operations/environment";
import { ownEngine } from "../operations/own-engine";
import type { DeploymentTrial } from "../sandbox/cloud/ecs-deployments";
import { SettingsError } from "../settings/problem";
import { readWorkloads, type Workload } from "../settings/read-workloads";
import { readReleases, releasesFileName } from "../settings/release";
import { readStackConfig, type StackConfig } from "../settings/stack-file";
import { type Build, build } from "./builds";

/** What a rehearsal stands on: a copy of the project of its own, and the environment that was made of it. */
export interface Ground {
  readonly stack: string;
  /** Folder of the state and the emulated clouds. */
  readonly sandbox: string;
  /** The project's copy. */
  readonly project: string;
  readonly config: StackConfig;
  readonly spec: EnvironmentSpec;
  readonly workloads: readonly Workload[];
  /** What runs before the first release. */
  readonly builds: readonly Build[];
}

/** What the program is not made of. */
const others = [
  "node_modules",
  ".git",
  ".sandbox",
  ".rehearsal",
  "coverage",
  "dist",
  "test",
  "docs",
];

/**
 * A fresh copy of an environment that was made before, or is made now: which takes as long as its first `up`. What was
 * made of another state of the checkout is made anew.
 *
 * @param told - is told how many resources there are, while they are made.
 */
export async function groundOf(
  root: string,
  folder: string,
  stack: string,
  told: (made: number) => void,
): Promise<Ground> {
  const prepared = join(folder, `prepared-${stack}`);
  const key = keyOf(root);
  const keyFile = join(prepared, "key");
  if (!existsSync(keyFile) || readFileSync(keyFile, "utf8") !== key) {
    rmSync(prepared, { recursive: true, force: true });
    await make(copyProject(root, prepared, stack), told);
    writeFileSync(keyFile, key);
  }
  const run = join(folder, "run");
  rmSync(run, { recursive: true, force: true });
  cpSync(prepared, run, { recursive: true, verbatimSymlinks: true });
  return groundIn(run, stack);
}

/** Opens the environment; the program reads its settings from the current folder, which is the copy from now on. */
export function openGround(
  { stack, sandbox, project, config }: Ground,
  trial?: DeploymentTrial,
): Promise<SandboxStack> {
  process.chdir(project);
  return SandboxStack.open({
    engine: ownEngine(),
    home: project,
    folder: sandbox,
    stack,
    config,
    program,
    ...(trial && { trial }),
  });
}

/** `up`, without colours. */
export function up({ stack }: SandboxStack, options: UpOptions): Promise<unknown> {
  return stack.up({ color: "never", ...options });
}

/** The same for the same program, settings and workloads. */
function keyOf(root: string): string {
  const hash = createHash("sha256").update(root);
  const files = readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !others.includes(name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(join(root, entry.name), { recursive: true, encoding: "utf8" })
            .filter((file) => !file.split("/").some((part) => others.includes(part)))
            .map((file) => join(entry.name, file))
        : [entry.name],
    );
  for (const file of files.sort()) {
    const path = join(root, file);
    if (statSync(path).isFile()) hash.update(`${file}\n`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

function copyProject(root: string, into: string, stack: string): Ground {
  const project = join(into, "project");
  mkdirSync(project, { recursive: true });
  const filter = (path: string) => !others.includes(basename(path));
  for (const name of readdirSync(root).filter(filter)) {
    cpSync(join(root, name), join(project, name), { recursive: true, filter });
  }
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"), "dir");
  const { sound: releases } = readReleases(root, stack, undefined);
  const builds = readWorkloads(root).sound.map((workload) => {
    const version = releases.get(workload.name)?.version ?? "1.0.0";
    return build({ root, project }, join(into, "builds", "first"), workload, { version });
  });
  writeFileSync(
    join(project, releasesFileName(stack)),
    JSON.stringify(
      Object.fromEntries(
        builds.map(({ workload, version, commit, digest }) => [
          workload,
          { version, commit, digest },
        ]),
      ),
    ),
  );
  writeFileSync(join(into, "builds.json"), JSON.stringify(builds));
  return groundIn(into, stack);
}

function groundIn(folder: string, stack: string): Ground {
  const project = join(folder, "project");
  const config = readStackConfig(project, stack);
  if ("problems" in config) throw new SettingsError(stack, config.problems);
  return {
    stack,
    spec: readEnvironment(project, stack),
    sandbox: join(folder, "sandbox"),
    project,
    config: config.value,
    workloads: readWorkloads(project).sound,
    builds: JSON.parse(readFileSync(join(folder, "builds.json"), "utf8")) as readonly Build[],
  };
}

async function make(ground: Ground, told: (made: number) => void): Promise<void> {
  const opened = await openGround(ground);
  let made = 0;
  try {
    await up(opened, {
      onEvent: ({ resOutputsEvent }) => {
        if (resOutputsEvent !== undefined) told(++made);
      },
    });
  } finally {
    opened.close();
  }
}
