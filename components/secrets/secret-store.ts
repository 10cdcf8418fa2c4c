import { ActionsEnvironmentSecret } from "@pulumi/github/actionsEnvironmentSecret";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword";
import { physicalName } from "../../blueprint/names";
import { type SecretSpec, secretsStoreName } from "../../blueprint/secret";
import type { Context } from "../base/context";
import { StoredSecret } from "./stored-secret";

/** Letters and digits of a generated value: 285 bits, and nothing that a URL, header or shell would have to quote. */
const generatedLength = 48;

/** Where a Worker finds a secret: a value bound as `secret_text`, or a reference into Cloudflare's Secrets Store. */
export type WorkerSecret =
  | { readonly kind: "text"; readonly value: pulumi.Output<string> }
  | { readonly kind: "store"; readonly storeId: string; readonly secretName: string };

/** An environment's secrets, each from one source into every place that needs it (SEC-3). */
export interface SecretStoreArgs {
  readonly secrets: readonly SecretSpec[];
  /** Days a deleted secret can be taken back, and keeps its name: 7 to 30, or 0 for neither. */
  readonly recoveryDays: number;
  /** Region that receives replicas; `undefined` replicates nowhere. */
  readonly replicaRegion: string | undefined;
  /** ARN of the key that encrypts the replicas. Needed with `replicaRegion`. */
  readonly replicaKeyArn?: pulumi.Input<string> | undefined;
  readonly context: Context;
  /** The Secrets Store that people fill for Workers. Needed by external secrets of a Worker. */
  readonly cloudflare: { readonly secretsStoreId?: string | undefined };
  /** The repository, and the GitHub environment whose deployments get secrets. */
  readonly github: { readonly repository: string; readonly environment: pulumi.Input<string> };
}

/**
 * A generated secret has one random value, and that same value goes to Secrets Manager, the Worker and GitHub. An
 * external one is declared without a value: people write it into Secrets Manager (and into the Secrets Store for a
 * Worker, into the environment's settings for GitHub), so the program and its state never hold it.
 */
export class SecretStore extends pulumi.ComponentResource {
  /** ARNs in Secrets Manager by the secret's name, for those that go there. */
  public readonly secretArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** What Workers bind, by the secret's name, for those that go there. */
  public readonly workerSecrets: Readonly<Record<string, WorkerSecret>>;

  public constructor(name: string, args: SecretStoreArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:secrets:SecretStore", name, {}, opts);
    this.requireDistinctNames(args.secrets);

    const secretArns: Record<string, pulumi.Output<string>> = {};
    const workerSecrets: Record<string, WorkerSecret> = {};
    for (const spec of args.secrets) {
      const child = `${name}-${spec.name.replace("/", "-")}`;
      const value = spec.source === "generated" ? this.generate(child, spec, args) : undefined;

      if (spec.stores.includes("secrets-manager")) {
        secretArns[spec.name] = this.store(child, spec, value, args);
      }
      if (spec.stores.includes("worker")) {
        workerSecrets[spec.name] = this.bind(spec, value, args);
      }
      if (spec.stores.includes("github") && value !== undefined) {
        this.publish(child, spec, value, args);
      }
    }

    this.secretArns = secretArns;
    this.workerSecrets = workerSecrets;
    this.registerOutputs({ secretArns: this.secretArns, workerSecrets: this.workerSecrets });
  }

  private generate(
    child: string,
    spec: SecretSpec,
    { context }: SecretStoreArgs,
  ): pulumi.Output<string> {
    const password = new RandomPassword(
      `${child}-value`,
      // A secret under a new name is a new secret: it must not open what the former one did.
      { length: generatedLength, special: false, keepers: { secret: spec.name } },
      { parent: this, protect: context.protectData },
    );
    return pulumi.secret(password.result);
  }

  private store(
    child: string,
    spec: SecretSpec,
    value: pulumi.Output<string> | undefined,
    { context, recoveryDays, replicaRegion, replicaKeyArn }: SecretStoreArgs,
  ): pulumi.Output<string> {
    const { product, stack } = context.identity;
    const stored = new StoredSecret(
      child,
      {
        secretName: physicalName("secret", product, stack, spec.name),
        description: `${spec.source === "generated" ? "Generated" : "Written by people"}; read by ${spec.workload}.`,
        value,
        recoveryDays,
        replicaRegion,
        replicaKeyArn,
        context,
      },
      { parent: this },
    );
    return stored.arn;
  }

  private bind(
    spec: SecretSpec,
    value: pulumi.Output<string> | undefined,
    { cloudflare, context }: SecretStoreArgs,
  ): WorkerSecret {
    if (value !== undefined) return { kind: "text", value };
    if (cloudflare.secretsStoreId === undefined) {
      throw new pulumi.ResourceError(
        `the Worker's external secret "${spec.name}" needs Cloudflare's Secrets Store: set its id (secretsStoreId)`,
        this,
        true,
      );
    }
    const { product, stack } = context.identity;
    return {
      kind: "store",
      storeId: cloudflare.secretsStoreId,
      secretName: secretsStoreName(product, stack, spec.name),
    };
  }

  private publish(
    child: string,
    spec: SecretSpec,
    value: pulumi.Output<string>,
    { github }: SecretStoreArgs,
  ): void {
    new ActionsEnvironmentSecret(
      `${child}-github`,
      {
        repository: github.repository,
        environment: github.environment,
        secretName: physicalName("githubSecret", githubName(spec)),
        value,
      },
      { parent: this },
    );
  }

  /** Two names that differ only in signs an identifier can't hold would overwrite each other. */
  private requireDistinctNames(secrets: readonly SecretSpec[]): void {
    const seen = new Map<string, string>();
    for (const spec of secrets) {
      const first = seen.get(githubName(spec));
      if (first !== undefined) {
        throw new pulumi.ResourceError(
          `the secrets "${first}" and "${spec.name}" get the same name ${githubName(spec)} where only letters, digits and _ are allowed: rename one`,
          this,
          true,
        );
      }
      seen.set(githubName(spec), spec.name);
    }
  }
}

/** GitHub keeps the prefix GITHUB_ for itself and allows no digit in front. */
function githubName(spec: SecretSpec): string {
  const name = identifier(spec.name).toUpperCase();
  return /^(?:GITHUB_|\d)/.test(name) ? `_${name}` : name;
}

function identifier(text: string): string {
  return text.replaceAll(/\W/g, "_");
}
