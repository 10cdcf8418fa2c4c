import { mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import {
  LocalWorkspace,
  type PulumiFn,
  PulumiCommand,
  type Stack,
} from "@pulumi/pulumi/automation";
import { startServers } from "../sandbox/cloud/servers";
import { scrubCredentials } from "../sandbox/offline";
import { projectName, type StackConfig } from "../settings/stack-file";

export interface SandboxStackOptions {
  /** Folder that holds the Pulumi CLI's `bin`. */
  readonly engine: string;
  /** The program's folder. */
  readonly home: string;
  /** Folder of the sandbox: `state/` of the engine, `clouds/` as they are, the engine's own `home/`. */
  readonly folder: string;
  readonly stack: string;
  readonly config: StackConfig;
  readonly program: PulumiFn;
}

/** A stack on the real engine and emulated clouds; nothing that it does leaves this machine. */
export class SandboxStack {
  private constructor(
    public readonly stack: Stack,
    /** Folder of the policy pack, for `policyPacks`. */
    public readonly policies: string,
    /** Stops the emulated clouds; what they hold stays on disk. */
    public readonly close: () => void,
  ) {}

  public static async open(options: SandboxStackOptions): Promise<SandboxStack> {
    const { engine, home, folder, stack: stackName, config, program } = options;
    scrubCredentials(process.env);
    const [workDir, state] = [join(folder, "workspace"), join(folder, "state")];
    for (const needed of [workDir, state]) mkdirSync(needed, { recursive: true });
    const servers = await startServers(join(folder, "clouds"));
    try {
      const stack = await LocalWorkspace.createOrSelectStack(
        { stackName, projectName, program },
        {
          workDir,
          pulumiHome: join(folder, "home"),
          pulumiCommand: await PulumiCommand.get({ root: engine }),
          // `main` makes paths of assets start where the program's do.
          projectSettings: { name: projectName, runtime: "nodejs", main: home },
          envVars: {
            PATH: [join(home, "tools", "engine", "bin"), process.env.PATH].join(delimiter),
            PULUMI_BACKEND_URL: `file://${state}`,
            // The state is a newcomer's to look at, and holds no secret that opens anything.
            PULUMI_CONFIG_PASSPHRASE: "sandbox",
            PULUMI_DEBUG_PROVIDERS: servers.debugProviders,
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_SKIP_UPDATE_CHECK: "true",
          },
        },
      );
      await configure(stack, config);
      return new SandboxStack(stack, join(home, "policies"), servers.close);
    } catch (error) {
      servers.close();
      throw error;
    }
  }
}

/** Gives the stack exactly these values, and keeps the salt of its secrets. */
async function configure(
  { name, workspace }: Stack,
  { values, secretKeys }: StackConfig,
): Promise<void> {
  const settings = await workspace.stackSettings(name);
  const plain = Object.entries(values).filter(([key]) => !secretKeys.includes(key));
  await workspace.saveStackSettings(name, { ...settings, config: Object.fromEntries(plain) });
  const secrets = secretKeys.map((key) => [key, { value: values[key] ?? "", secret: true }]);
  if (secrets.length > 0) {
    await workspace.setAllConfig(name, Object.fromEntries(secrets) as Record<string, never>);
  }
}
