export interface NetworkSpec {
  /** The VPC's range, a /16; disjoint from every other environment's. */
  readonly cidr: string;
  /** One entry per availability zone used. */
  readonly zones: readonly ZoneSpec[];
  /** `zonal` is one gateway in the first zone; `regional` survives the loss of a zone. */
  readonly nat: "zonal" | "regional";
  /** AWS services reached through interface endpoints rather than through NAT, for example `ecr.api`. */
  readonly interfaceEndpoints: readonly string[];
  readonly flowLogRetentionDays: number;
}

export interface ZoneSpec {
  /** Full zone name, for example `eu-west-1a`. */
  readonly name: string;
  readonly publicCidr: string;
  readonly privateCidr: string;
}
