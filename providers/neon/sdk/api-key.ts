import * as pulumi from "@pulumi/pulumi";

export interface ApiKeyArgs {
  /** The one project that the key opens; it has to belong to an organisation. A change replaces the key. */
  readonly projectId: pulumi.Input<string>;
  /** Name, 1 to 64 characters, which others may have too. A change replaces the key. */
  readonly name: pulumi.Input<string>;
}

/** An organisation's API key that opens one project only, which it can't delete. */
export class ApiKey extends pulumi.CustomResource {
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly name: pulumi.Output<string>;
  /** Organisation that the key belongs to. */
  declare public readonly orgId: pulumi.Output<string>;
  /** Secret. Neon shows it once, when it is made, so that an import does not get it. */
  declare public readonly key: pulumi.Output<string>;

  public constructor(name: string, args: ApiKeyArgs, opts: pulumi.CustomResourceOptions = {}) {
    super(
      "neon:index:ApiKey",
      name,
      { ...args, orgId: undefined, key: undefined },
      pulumi.mergeOptions(opts, { additionalSecretOutputs: ["key"] }),
    );
  }
}
