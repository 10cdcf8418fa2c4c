/** Property values as a provider gets them. Reading a value that is unknown throws `UnknownValueError`. */
export type Properties = Readonly<Record<string, unknown>>;

/** One resource that a stack declares, as rules see it: the same offline and under CrossGuard. */
export interface PolicyResource {
  readonly urn: string;
  /** Type token, for example `aws:s3/bucket:Bucket`. */
  readonly type: string;
  readonly name: string;
  /** Inputs, with secrets revealed. */
  readonly props: Properties;
  readonly options: ResourceOptions;
  /** URN of the parent. */
  readonly parent: string | undefined;
  readonly provider: PolicyProvider | undefined;
  /** URNs that the resource depends on. */
  readonly dependencies: readonly string[];
  /** URNs that each property's value was made from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

export interface ResourceOptions {
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace: boolean | undefined;
  readonly additionalSecretOutputs: readonly string[];
  /** Durations as Pulumi writes them (`6h`, `1h30m`); empty where the provider's default holds. */
  readonly customTimeouts: {
    readonly create: string;
    readonly update: string;
    readonly delete: string;
  };
}

interface PolicyProvider {
  readonly urn: string;
  /** `pulumi:providers:aws` and the like. */
  readonly type: string;
  readonly props: Properties;
}

export interface PolicyStack {
  /** `dev`, `staging`, `production`, `shared` or `pr-<n>`. */
  readonly stack: string;
  readonly resources: readonly PolicyResource[];
}

export const stackType = "pulumi:pulumi:Stack";
