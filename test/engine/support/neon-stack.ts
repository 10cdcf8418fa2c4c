import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  LocalWorkspace,
  type ProjectSettings,
  PulumiCommand,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";
import { Connections } from "../../../engine/connections";
import { EngineProcess } from "../../../engine/engine-process";
import { scrubCredentials } from "../../../sandbox/offline";
import type { NeonEmulator } from "../../../sandbox/neon-api/neon-emulator";
import { projectRoot } from "../../support/project";
import { engine } from "./sandbox";

/** What a project says of a provider that stands in a folder. */
interface PluginSettings {
  readonly plugins: {
    readonly providers: readonly { readonly name: string; readonly path: string }[];
  };
}

export interface NeonStackOptions {
  readonly neon: NeonEmulator;
  readonly program: PulumiFn;
  /** Where the provider gets its key. Default: `environment`. */
  readonly keyFrom?: "environment" | "configuration";
}

/** A stack whose engine starts the Neon provider from its folder, as a user's does; Neon itself is emulated. */
export class NeonStack {
  private constructor(
    /** Folder of the state, the engine's home and the workspace. */
    public readonly folder: string,
    public readonly stack: Stack,
    private readonly cli: EngineProcess,
    private readonly connections: Connections,
  ) {}

  public static async open(options: NeonStackOptions): Promise<NeonStack> {
    if (engine === undefined) throw new Error("there is no engine");
    const { neon, program, keyFrom = "environment" } = options;
    const folder = mkdtempSync(join(tmpdir(), "neon-engine-"));
    const [workDir, state] = ["workspace", "state"].map((name) => join(folder, name)) as [
      string,
      string,
    ];
    for (const needed of [workDir, state]) mkdirSync(needed);
    const cli = EngineProcess.prepare(engine.root, join(folder, "engine"));
    const connections = new Connections();
    scrubCredentials(process.env);
    const projectSettings: ProjectSettings & PluginSettings = {
      name: "neon-life",
      runtime: "nodejs",
      plugins: { providers: [{ name: "neon", path: join(projectRoot, "providers", "neon") }] },
    };
    const stack = await LocalWorkspace.createStack(
      {
        stackName: "test",
        projectName: projectSettings.name,
        program: connections.of(program),
      },
      {
        workDir,
        pulumiHome: join(folder, "home"),
        pulumiCommand: await PulumiCommand.get({ root: cli.root }),
        projectSettings,
        envVars: {
          PULUMI_BACKEND_URL: `file://${state}`,
          PULUMI_CONFIG_PASSPHRASE: "neon",
          PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
          PULUMI_SKIP_UPDATE_CHECK: "true",
          ...(keyFrom === "environment" && { NEON_API_KEY: neon.apiKey }),
        },
      },
    );
    await stack.setAllConfig({
      "neon:baseUrl": { value: neon.baseUrl },
      "neon:orgId": { value: neon.orgId },
      ...(keyFrom === "configuration" && { "neon:apiKey": { value: neon.apiKey, secret: true } }),
    });
    return new NeonStack(folder, stack, cli, connections);
  }

  /** Ends the engine and what it started, without a chance to tidy up. */
  public killEngine(): void {
    this.cli.running().kill();
  }

  /** Ends the provider's process alone, likewise. */
  public killProvider(): void {
    const pids = this.providers();
    if (pids.length === 0) throw new Error("the engine has not started the provider");
    for (const pid of pids) process.kill(pid, "SIGKILL");
  }

  public dispose(): void {
    this.connections.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The engine's children that the provider's executable has become. */
  private providers(): readonly number[] {
    const parent = Number(readFileSync(join(this.cli.root, "pid"), "utf8"));
    return execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
      .split("\n")
      .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
      .filter(([, , ppid, args = ""]) => Number(ppid) === parent && args.includes("main.ts"))
      .map(([, pid]) => Number(pid));
  }
}
