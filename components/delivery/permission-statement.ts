import * as pulumi from "@pulumi/pulumi";

/** What the statements of one environment's roles are about. */
export interface PermissionScope {
  readonly accountId: string;
  /** Regions the environment lives in. */
  readonly regions: readonly string[];
  readonly product: string;
  readonly stack: string;
  /** Whether data is kept when what holds it is to go. */
  readonly protectData: boolean;
  /** The roles of jobs and their policies, the break-glass role and the identity provider: no deployment changes them. */
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

export function prefixOf({ product, stack }: PermissionScope): string {
  return `${product}-${stack}-`;
}

export function inRegions({ regions }: PermissionScope): NonNullable<Statement["Condition"]> {
  return { StringEquals: { "aws:RequestedRegion": regions } };
}

export function documentOf(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}
