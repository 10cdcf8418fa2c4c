import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  LocalWorkspace,
  type ProjectSettings,
  type Stack,
  type Workspace,
} from "@pulumi/pulumi/automation";
import type { Candidate, Sighting } from "./find/decide";
import type { Values } from "./find/finder";
import { resourcesOf, type StateResource, withoutSecrets } from "./state";
import { readState, writeState } from "./state-file";

/** A provider of the stack, with the secrets among its inputs revealed. */
export interface ProviderSettings {
  readonly urn: string;
  /** For example `aws`. */
  readonly package: string;
  readonly inputs: Values;
}

/** A provider function and what it is asked. */
export interface Question {
  readonly provider: string;
  readonly token: string;
  readonly args: Values;
}

/** The object that a candidate would be. */
export interface Sought extends Candidate {
  readonly type: string;
  readonly provider: string;
  /** What was asked for. */
  readonly inputs: Values;
}

/** A provider did not answer; the message says which and what it said. */
export class InquiryError extends Error {}

/**
 * A stack beside the real one, in a temporary folder: the same providers with the same credentials, asked what is there
 * without a word of it in the real state.
 */
export class Inquiry {
  private constructor(
    private readonly stack: Stack,
    private readonly project: string,
    private readonly folder: string,
    private readonly providers: readonly ProviderSettings[],
  ) {}

  /** @param original - the stack whose engine, plugins and environment variables it uses. */
  public static async open(
    original: Stack,
    providers: readonly ProviderSettings[],
  ): Promise<Inquiry> {
    const { workspace, name } = original;
    const folder = mkdtempSync(join(tmpdir(), "recover-inquiry-"));
    const backend = join(folder, "state");
    mkdirSync(backend);
    const project = await workspace.projectSettings();
    const stack = await LocalWorkspace.createStack(
      {
        // Pulumi Cloud has the organisation and the project before the name.
        stackName: name.slice(name.lastIndexOf("/") + 1),
        projectName: project.name,
        program: () => Promise.resolve(),
      },
      {
        workDir: folder,
        projectSettings: {
          name: project.name,
          runtime: "nodejs",
          ...pluginsOf(project, workspace),
        },
        pulumiCommand: workspace.pulumiCommand,
        ...(workspace.pulumiHome !== undefined && { pulumiHome: workspace.pulumiHome }),
        envVars: {
          ...workspace.envVars,
          PULUMI_BACKEND_URL: `file://${backend}`,
          PULUMI_CONFIG_PASSPHRASE: randomBytes(32).toString("hex"),
        },
      },
    );
    return new Inquiry(stack, project.name, folder, providers);
  }

  public close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * @returns an answer per question, in their order.
   * @throws InquiryError when a provider refuses to answer.
   */
  public async ask(questions: readonly Question[]): Promise<readonly Values[]> {
    let answers: readonly PromiseSettledResult<Values>[] = [];
    await this.stack.preview({
      program: async () => {
        const declared = new Map(
          this.providers.map((provider) => [provider.urn, declare(provider)] as const),
        );
        answers = await Promise.allSettled(
          questions.map(({ provider, token, args }) => {
            const asked = declared.get(provider);
            return invoke(token, args, asked === undefined ? {} : { provider: asked });
          }),
        );
      },
    });
    return answers.map((answer, index) => {
      if (answer.status === "fulfilled") return answer.value;
      throw new InquiryError(`${questions[index]?.token ?? ""}: ${String(answer.reason)}`);
    });
  }

  /** Those of the candidates that are there: a refresh reads a resource without outputs, as an import does. */
  public async sight(sought: readonly Sought[]): Promise<readonly Sighting[]> {
    const empty = await readState(this.stack);
    const providers = new Map(
      this.providers.map((provider) => [provider.urn, this.stated(provider)] as const),
    );
    const places = sought.map((candidate, index) =>
      this.placed(candidate, index, providers.get(candidate.provider)),
    );
    const resources = [...providers.values(), ...places];
    await writeState(this.stack, { ...empty, deployment: { ...empty.deployment, resources } });
    await this.stack.refresh();
    const read = new Map(
      resourcesOf(await readState(this.stack)).map((found) => [found.urn, found]),
    );
    return sought.flatMap(({ urn, importId }, index) => {
      const { id, outputs = {} } = read.get(places[index]?.urn ?? "") ?? {};
      return id === undefined ? [] : [{ urn, importId, id, outputs }];
    });
  }

  private stated({ urn, package: name, inputs }: ProviderSettings): StateResource {
    const type = `pulumi:providers:${name}`;
    return {
      urn: this.urn(type, nameFor(urn)),
      type,
      custom: true,
      id: randomUUID(),
      inputs,
      outputs: inputs,
    };
  }

  private placed(
    { type, importId, provider, inputs }: Sought,
    index: number,
    reference: StateResource | undefined,
  ): StateResource {
    if (reference === undefined) throw new Error(`${provider} was not declared`);
    return {
      urn: this.urn(type, `candidate-${String(index)}`),
      type,
      custom: true,
      id: importId,
      // Secrets are in the encryption of the stack that they come from.
      inputs: withoutSecrets(inputs),
      outputs: {},
      provider: `${reference.urn}::${reference.id ?? ""}`,
    };
  }

  private urn(type: string, name: string): string {
    return `urn:pulumi:${this.stack.name}::${this.project}::${type}::${name}`;
  }
}

/** The providers that the project starts from a folder of its own, by where they are for everybody. */
function pluginsOf(project: ProjectSettings & Plugins, { workDir }: Workspace): Plugins {
  if (project.plugins === undefined) return {};
  const { providers = [], ...others } = project.plugins;
  const placed = providers.map((each) => ({ ...each, path: resolve(workDir, each.path) }));
  return { plugins: { ...others, providers: placed } };
}

/** What a project says of plugins that are not installed. */
interface Plugins {
  readonly plugins?: {
    readonly providers?: readonly { readonly name: string; readonly path: string }[];
  };
}

function declare({ urn, package: name, inputs }: ProviderSettings): pulumi.ProviderResource {
  const { version, pluginDownloadURL } = inputs;
  const ofEngine = ["version", "pluginDownloadURL", "__internal"];
  const settings = Object.fromEntries(
    Object.entries(inputs).filter(([key]) => !ofEngine.includes(key)),
  );
  return new Provider(name, nameFor(urn), settings, {
    ...(typeof version === "string" && { version }),
    ...(typeof pluginDownloadURL === "string" && { pluginDownloadURL }),
  });
}

/** A provider whose settings have the form that the state gives them. */
class Provider extends pulumi.ProviderResource {}

function invoke(token: string, args: Values, opts: pulumi.InvokeOptions): Promise<Values> {
  return pulumi.runtime.invoke(token, args, opts) as Promise<Values>;
}

/** Providers under different components may have one name. */
function nameFor(providerUrn: string): string {
  return providerUrn.replaceAll(/[^\w-]+/g, "_");
}
