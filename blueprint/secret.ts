import { physicalName } from "./names";

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

/** What people call a Worker's external secret in the Secrets Store: an account has one for all environments. */
export function secretsStoreName(product: string, stack: string, name: string): string {
  return physicalName("secretsStore", `${product}_${stack}_${name}`.replaceAll(/\W/g, "_"));
}
