import type * as pulumi from "@pulumi/pulumi";
import type { ContainerServiceSpec } from "../../blueprint/container-service";

/** A bucket as the task that uses it needs it. */
export interface BucketAccess {
  readonly bucketArn: pulumi.Input<string>;
  readonly bucketName: pulumi.Input<string>;
}

/** What the environment has to offer to a workload. */
export interface Offered {
  /** ARNs of the environment's secrets, by `SecretSpec.name`. */
  readonly secretArns: Readonly<Record<string, pulumi.Input<string>>>;
  /** ARN of the secret that holds the connection string; `undefined` without a database. */
  readonly databaseUrlSecretArn: pulumi.Input<string> | undefined;
  /** The environment's buckets in the cell's region, by the store's name. */
  readonly objectStores: Readonly<Record<string, BucketAccess>>;
  /** What stands before each workload that asks for a login, by its name. */
  readonly logins: Readonly<Record<string, WorkloadLogin>>;
}

/** By which variables a workload behind a login tells who logged in. */
export interface WorkloadLogin {
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
}

/** What one task gets of it. */
export interface ContainerBindings {
  /** ARN of the secret behind each variable. */
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
  /** Buckets by the store's name. */
  readonly buckets: Readonly<Record<string, BucketAccess>>;
  readonly loginVariables: Readonly<Record<string, pulumi.Input<string>>>;
  /** What the workload asks for and the environment does not have; empty when it can be built. */
  readonly problems: readonly string[];
}

/** Gives a workload exactly the secrets and buckets that it names, and no other. */
export function bind(spec: ContainerServiceSpec, offered: Offered): ContainerBindings {
  const secrets: Record<string, pulumi.Input<string>> = {};
  const buckets: Record<string, BucketAccess> = {};
  const problems: string[] = [];

  const addSecret = (variable: string, arn: pulumi.Input<string> | undefined, what: string) => {
    if (arn === undefined) {
      problems.push(`${variable} is ${what}, which the environment does not have`);
    } else if (variable in secrets || variable in spec.environment) {
      problems.push(`${variable} is declared twice: a variable is either plain or one secret`);
    } else {
      secrets[variable] = arn;
    }
  };
  for (const { variable, secret } of spec.secrets) {
    addSecret(variable, offered.secretArns[secret], `the secret "${secret}"`);
  }
  if (spec.usesDatabase) addSecret("DATABASE_URL", offered.databaseUrlSecretArn, "the database");

  for (const store of spec.objectStores) {
    const bucket = offered.objectStores[store];
    if (bucket === undefined) {
      problems.push(`it uses the object store "${store}", which the environment does not have`);
    } else {
      buckets[store] = bucket;
    }
  }
  const login = offered.logins[spec.name];
  if (spec.login !== undefined && login === undefined) {
    problems.push("it asks for a login, which the environment does not have");
  }
  return { secrets, buckets, loginVariables: login?.variables ?? {}, problems };
}
