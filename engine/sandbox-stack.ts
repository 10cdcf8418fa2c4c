import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { removeBrokenAttributes } from "../operations/stack/sidecars";
import type { DeploymentTrial, OpenQuestions } from "../sandbox/cloud/ecs-deployments";
import { CallLog } from "../sandbox/cloud/call-log";
import type { DatabaseServer } from "../sandbox/cloud/database-function";
import { type Fault, FaultPlan } from "../sandbox/cloud/faults";
import { ObjectStore } from "../sandbox/cloud/object-store";
import { startServers } from "../sandbox/cloud/servers";
import { Monitor } from "../sandbox/monitor/monitor";
import { administratorOf, type Identity } from "../sandbox/identities/identity";
import { scrubCredentials, scrubProxies } from "../sandbox/offline";
import { tenanciesOf } from "../settings/project";
import { projectName, type StackConfig } from "../settings/stack-file";
import { Connections, type Program } from "./connections";
import { EngineProcess } from "./engine-process";
import { installPolicyPlugin } from "./policy-plugin";
import { leaveOutPromiseStacks } from "./promise-stacks";

leaveOutPromiseStacks();

export interface SandboxStackOptions {
  /** Folder that holds the Pulumi CLI's `bin`. */
  readonly engine: string;
  /** The program's folder. */
  readonly home: string;
  /** Folder of the sandbox: `state/` of the engine, `clouds/` as they are, the engine's own `home/` and `engine/`. */
  readonly folder: string;
  readonly stack: string;
  readonly config: StackConfig;
  readonly program: Program;
  /** What is to go wrong. Default: nothing. */
  readonly faults?: readonly Fault[];
  /** What only an account can tell. Default: as people who run it have reported it. */
  readonly questions?: OpenQuestions;
  /** Watches deployments of ECS while they take traffic. Default: there is no traffic. */
  readonly trial?: DeploymentTrial;
  /** Stands behind the emulated Neon's databases. Default: nothing, and no SQL runs. */
  readonly database?: DatabaseServer;
  /** Whose credentials the providers have. Default: an administrator's. */
  readonly identity?: Identity;
}

/** A stack on the real engine and emulated clouds; nothing that it does leaves this machine. */
export class SandboxStack {
  private constructor(
    /** Its `up` answers without the program's outputs, which are in its state. */
    public readonly stack: Stack,
    /** Folder of the policy pack, for `policyPacks`. */
    public readonly policies: string,
    /** What the clouds were asked since they were started. */
    public readonly calls: CallLog,
    /** What is to go wrong from now on. */
    public readonly faults: FaultPlan,
    /** What did not hold between two calls. */
    public readonly monitor: Monitor,
    /** Stops the emulated clouds; what they hold stays on disk. */
    public readonly close: () => void,
  ) {
    // The Automation API starts three more processes after an `up`, for results that its state has as well.
    stack.outputs = () => Promise.resolve({});
    stack.info = () => Promise.resolve(undefined);
  }

  public static async open(options: SandboxStackOptions): Promise<SandboxStack> {
    const { engine, home, folder, stack: stackName, config, program } = options;
    const [calls, faults] = [new CallLog(), new FaultPlan(options.faults)];
    const cli = EngineProcess.prepare(engine, join(folder, "engine"));
    scrubCredentials(process.env);
    scrubProxies(process.env);
    const [workDir, state, clouds] = ["workspace", "state", "clouds"].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    const pulumiHome = join(folder, "home");
    for (const needed of [workDir, state, clouds]) mkdirSync(needed, { recursive: true });
    installPolicyPlugin(home, pulumiHome);
    const connections = new Connections();
    const monitor = new Monitor(new ObjectStore(clouds));
    const observation = {
      calls,
      faults,
      monitor,
      ...(options.questions && { questions: options.questions }),
      ...(options.trial && { trial: options.trial }),
      ...(options.database && { database: options.database }),
      runningEngine: () => cli.running(),
    };
    const servers = await startServers(
      clouds,
      options.identity ?? administratorOf(tenanciesOf(config.values)),
      observation,
    );
    const close = (): void => {
      connections.close();
      servers.close();
    };
    try {
      // Without this, not even the recovery of a killed engine could open the stack.
      removeBrokenAttributes(`file://${state}`, stackName);
      const stack = await LocalWorkspace.createOrSelectStack(
        { stackName, projectName, program: connections.of(program) },
        {
          workDir,
          pulumiHome,
          pulumiCommand: await PulumiCommand.get({ root: cli.root }),
          // `main` makes paths of assets start where the program's do.
          projectSettings: { name: projectName, runtime: "nodejs", main: home },
          envVars: {
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
      return new SandboxStack(stack, join(home, "policies"), calls, faults, monitor, close);
    } catch (error) {
      close();
      throw error;
    }
  }
}

/** Gives the stack exactly these values, and keeps the salt of its secrets. */
export async function configure(
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
