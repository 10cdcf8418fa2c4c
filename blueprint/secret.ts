/**
 * Where a secret's value comes from: `generated` by this program and known to nobody, or `external`, written by people
 * into Secrets Manager and the Cloudflare Secrets Store, so that its value never enters the program or its state.
 */
export type SecretSource = "generated" | "external";

export interface SecretSpec {
  /** Unique in the environment: `<workload>/<VARIABLE>`. */
  readonly name: string;
  readonly workload: string;
  readonly source: SecretSource;
  /** Which stores it goes to, decided by the target of the workload that uses it. */
  readonly stores: readonly ("secrets-manager" | "worker" | "github")[];
}

/** A workload's use of a secret. */
export interface SecretUse {
  /** The variable or binding the workload reads. */
  readonly variable: string;
  /** Name of the `SecretSpec`. */
  readonly secret: string;
}
