import type * as pulumi from "@pulumi/pulumi";

/** What the statements of one environment's roles are about. */
export interface PermissionScope {
  readonly accountId: string;
  /** Regions the environment lives in. */
  readonly regions: readonly string[];
  readonly product: string;
  readonly stack: string;
  /** The deployment roles, the break-glass role and the identity provider, which no deployment may change. */
  readonly ownArns: readonly string[];
}

/** One statement of an IAM policy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource?: readonly pulumi.Input<string>[];
  readonly NotResource?: readonly pulumi.Input<string>[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, pulumi.Input<string> | readonly string[]>>>
  >;
}
