import * as pulumi from "@pulumi/pulumi";

export interface AnonymizedBranchArgs {
  /**
   * Project that holds the branch; it may have neither an IP allow list nor private networking. A change replaces the
   * branch.
   */
  readonly projectId: pulumi.Input<string>;
  /** Name, 1 to 256 characters, unique in the project. */
  readonly name: pulumi.Input<string>;
  /** Branch whose data is copied and masked. A change replaces the branch. Default: the project's default branch. */
  readonly parentId?: pulumi.Input<string>;
  /**
   * RFC 3339 time to the second, at most 30 days ahead, at which Neon removes the branch with its computes. Default:
   * never.
   */
  readonly expiresAt?: pulumi.Input<string>;
  /**
   * Columns that are masked, at least one, in any order. A change runs all rules again on the branch as it is: what was
   * masked stays so, and a column without a rule is not masked.
   */
  readonly maskingRules: pulumi.Input<readonly pulumi.Input<MaskingRule>[]>;
}

/** What a column is replaced by: a `maskingFunction` or a `maskingValue`. */
export interface MaskingRule {
  /** Database that holds the table. */
  readonly databaseName: pulumi.Input<string>;
  /** Schema that holds the table, for example `public`. */
  readonly schemaName: pulumi.Input<string>;
  /** Table that holds the column. */
  readonly tableName: pulumi.Input<string>;
  /** Column that is masked; not one of a foreign key. */
  readonly columnName: pulumi.Input<string>;
  /**
   * Expression of PostgreSQL Anonymizer that gives the new value, for example `anon.fake_email()`; not with
   * `maskingValue`. Default: none, for a rule with `maskingValue`.
   */
  readonly maskingFunction?: pulumi.Input<string>;
  /** The new value of every row; not with `maskingFunction`. Default: none, for a rule with `maskingFunction`. */
  readonly maskingValue?: pulumi.Input<string>;
}

/**
 * A copy of a branch in which columns are masked for good (beta). It is ready once the rules have run, and nobody can
 * connect before. It can't be reset or restored, and Neon makes its compute.
 */
export class AnonymizedBranch extends pulumi.CustomResource {
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly name: pulumi.Output<string>;
  declare public readonly parentId: pulumi.Output<string>;
  /** `anonymized` when the last run of the rules succeeded; `error` when it did not. */
  declare public readonly anonymizationState: pulumi.Output<string>;

  public constructor(
    name: string,
    args: AnonymizedBranchArgs,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    super("neon:index:AnonymizedBranch", name, { ...args, anonymizationState: undefined }, opts);
  }
}
