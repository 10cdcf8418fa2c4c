import * as pulumi from "@pulumi/pulumi";

export interface ProviderArgs {
  /** API key of the organisation. Left out, it is kept out of the state. Default: the environment variable NEON_API_KEY. */
  readonly apiKey?: pulumi.Input<string>;
  /** Address of the API. Default: `https://console.neon.tech/api/v2`. */
  readonly baseUrl?: pulumi.Input<string>;
  /**
   * Organisation that new projects belong to, and whose projects are searched. Default: the one that the API key belongs
   * to; a person's key belongs to none.
   */
  readonly orgId?: pulumi.Input<string>;
}

/** Access to one Neon organisation. */
export class Provider extends pulumi.ProviderResource {
  public constructor(name: string, args: ProviderArgs = {}, opts: pulumi.ResourceOptions = {}) {
    const { apiKey, ...rest } = args;
    super(
      "neon",
      name,
      apiKey === undefined ? rest : { ...rest, apiKey: pulumi.secret(apiKey) },
      opts,
    );
  }
}
