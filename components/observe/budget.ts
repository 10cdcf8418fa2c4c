import * as budgets from "@pulumi/aws/budgets";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../blueprint/names";
import type { Tags } from "../../blueprint/tier";

/** AWS Budgets takes at most this many addresses for one notification. */
const maxEmails = 10;

/** When people hear of the cost: what is spent, and what will be by the end of the month. */
const thresholds = [
  { notificationType: "ACTUAL", percent: 80 },
  { notificationType: "ACTUAL", percent: 100 },
  { notificationType: "FORECASTED", percent: 100 },
] as const;

/** A monthly limit of cost and who hears before it is passed (COST-2). */
export interface BudgetArgs {
  /** Product name, the first part of the budget's name. */
  readonly product: string;
  /** US dollars a month. */
  readonly monthlyUsd: number;
  /**
   * Counts only what carries the tag `environment` with this value, for environments that share an account; the tag must
   * be an active cost allocation tag. Default: all of the account's cost.
   */
  readonly environment?: string;
  /** Addresses that get every alert, at most 10. */
  readonly emails: readonly string[];
  /** Topic that gets every alert too; its policy must admit `budgets.amazonaws.com`. Default: none. */
  readonly topicArn?: pulumi.Input<string>;
  /** Account whose cost is counted. */
  readonly accountId: string;
  readonly tags: Tags;
}

/** Alerts only: nothing is switched off by cost, so that an alarm about money never takes the product down. */
export class Budget extends pulumi.ComponentResource {
  public readonly arn: pulumi.Output<string>;

  public constructor(name: string, args: BudgetArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:aws:Budget", name, {}, opts);
    if (args.emails.length === 0 && args.topicArn === undefined) {
      throw new pulumi.ResourceError(
        "a budget needs someone to alert: give it addresses or a topic",
        this,
        true,
      );
    }
    if (args.emails.length > maxEmails) {
      throw new pulumi.ResourceError(
        `a budget alerts at most ${String(maxEmails)} addresses, got ${String(args.emails.length)}: use a topic`,
        this,
        true,
      );
    }

    const budget = new budgets.Budget(
      `${name}-budget`,
      {
        name: physicalName("budget", args.product, args.tags.environment, "monthly"),
        accountId: args.accountId,
        budgetType: "COST",
        limitAmount: String(args.monthlyUsd),
        limitUnit: "USD",
        timeUnit: "MONTHLY",
        ...(args.environment !== undefined && {
          costFilters: [{ name: "TagKeyValue", values: [`user:environment$${args.environment}`] }],
        }),
        notifications: thresholds.map(({ notificationType, percent }) => ({
          notificationType,
          threshold: percent,
          thresholdType: "PERCENTAGE",
          comparisonOperator: "GREATER_THAN",
          subscriberEmailAddresses: [...args.emails],
          ...(args.topicArn !== undefined && { subscriberSnsTopicArns: [args.topicArn] }),
        })),
        tags: args.tags,
      },
      { parent: this },
    );

    this.arn = budget.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
