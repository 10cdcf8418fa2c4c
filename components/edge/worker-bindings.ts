import type * as inputs from "@pulumi/cloudflare/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { EdgeWorkerSpec } from "../../blueprint/edge";
import type { IdentitySpec } from "../../blueprint/environment";
import type { LoggingSpec } from "../../blueprint/observability";
import type { WorkerSecret } from "../secrets/secret-store";

export interface WorkerBindingsArgs {
  readonly spec: EdgeWorkerSpec;
  readonly identity: IdentitySpec;
  readonly logging: LoggingSpec;
  /** By the name of their `SecretSpec`. */
  readonly secrets: Readonly<Record<string, WorkerSecret>>;
  readonly hyperdriveId: pulumi.Input<string> | undefined;
  /** By the name of their `ObjectStoreSpec`. */
  readonly objectStores: Readonly<Record<string, { readonly r2BucketName: pulumi.Input<string> }>>;
  /** By which it tells who logged in; none where it asks for no login. */
  readonly loginVariables: Readonly<Record<string, pulumi.Input<string>>>;
}

type Binding = inputs.WorkerVersionBinding;

/**
 * Everything that a Worker's code finds in its `env`, sorted by name: the provider matches bindings with Cloudflare's
 * answer in that order, and any other would upload a new version for nothing.
 *
 * @throws Error when the environment lacks what the Worker uses, or two bindings have one name.
 */
export function workerBindings(args: WorkerBindingsArgs): Binding[] {
  const bindings = [
    ...variables(args),
    ...secrets(args),
    ...database(args),
    ...objectStores(args),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  bindings.forEach(({ name }, index) => {
    if (bindings[index - 1]?.name === name) {
      throw new Error(`declares the binding ${name} twice: rename the variable or the secret`);
    }
  });
  return bindings;
}

type NamedBinding = Binding & { readonly name: string };

/** What the workload declares, and over it what every workload of the environment is told, on whichever target. */
function variables({
  spec,
  identity,
  logging,
  loginVariables,
}: WorkerBindingsArgs): NamedBinding[] {
  const values = {
    ...spec.variables,
    ...loginVariables,
    ENVIRONMENT: identity.stack,
    LOG_LEVEL: logging.level,
    SENTRY_ENVIRONMENT: identity.stack,
    SENTRY_SAMPLE_RATE: String(logging.errorSampleRate),
    SERVICE: spec.name,
    VERSION: spec.version,
  };
  return Object.entries(values).map(([name, text]) => ({ type: "plain_text", name, text }));
}

function secrets({ spec, secrets: known }: WorkerBindingsArgs): NamedBinding[] {
  return spec.secrets.map(({ variable: name, secret: secretSpec }) => {
    const secret = known[secretSpec];
    if (secret === undefined) throw new Error(`uses the secret ${secretSpec}, which is not there`);
    // The SDK does not mark `text` as secret (resources: finding 10).
    return secret.kind === "text"
      ? { type: "secret_text", name, text: pulumi.secret(secret.value) }
      : {
          type: "secrets_store_secret",
          name,
          storeId: secret.storeId,
          secretName: secret.secretName,
        };
  });
}

function database({ spec, hyperdriveId }: WorkerBindingsArgs): NamedBinding[] {
  if (!spec.usesDatabase) return [];
  if (hyperdriveId === undefined) throw new Error("uses the database, but there is no Hyperdrive");
  return [{ type: "hyperdrive", name: "HYPERDRIVE", id: hyperdriveId }];
}

function objectStores({ spec, objectStores: known }: WorkerBindingsArgs): NamedBinding[] {
  return spec.objectStores.map((store) => {
    const bucket = known[store];
    if (bucket === undefined) throw new Error(`uses the object store ${store}, which is not there`);
    return { type: "r2_bucket", name: bindingOf(store), bucketName: bucket.r2BucketName };
  });
}

/** `identity-documents` is `OBJECT_STORE_IDENTITY_DOCUMENTS` in the code. */
function bindingOf(store: string): string {
  return `OBJECT_STORE_${store.toUpperCase().replaceAll("-", "_")}`;
}
