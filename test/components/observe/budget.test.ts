import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { Budget, type BudgetArgs } from "../../../components/observe/budget";
import { record } from "../../support/record";

const budgetType = "aws:budgets/budget:Budget";
const args: BudgetArgs = {
  product: "shop",
  monthlyUsd: 700,
  emails: ["ops@example.com"],
  accountId: "333333333333",
  tags: {
    environment: "production",
    project: "shop",
    "managed-by": "pulumi",
    "cost-center": "platform",
  },
};

interface Notification {
  readonly notificationType: string;
  readonly threshold: number;
}

async function budget(change: Partial<BudgetArgs> = {}): Promise<Record<string, unknown>> {
  const recorded = await record(() => new Budget("budget", { ...args, ...change }, {}));
  return recorded.inputs(budgetType);
}

describe("Budget", () => {
  it("limits what the account costs in a month", async () => {
    expect(await budget()).to.include({
      name: "shop-production-monthly",
      accountId: "333333333333",
      budgetType: "COST",
      limitAmount: "700",
      limitUnit: "USD",
      timeUnit: "MONTHLY",
    });
  });

  it("alerts at 80 and 100 percent spent and when the month is forecast to pass the limit", async () => {
    const { notifications } = await budget();
    expect(
      (notifications as Notification[]).map((n) => [n.notificationType, n.threshold]),
    ).to.deep.equal([
      ["ACTUAL", 80],
      ["ACTUAL", 100],
      ["FORECASTED", 100],
    ]);
  });

  it("sends every alert to the addresses and the topic", async () => {
    const { notifications } = await budget({ topicArn: "arn:aws:sns:eu-west-1:3:critical" });
    for (const notification of notifications as object[]) {
      expect(notification).to.deep.include({
        thresholdType: "PERCENTAGE",
        comparisonOperator: "GREATER_THAN",
        subscriberEmailAddresses: ["ops@example.com"],
        subscriberSnsTopicArns: ["arn:aws:sns:eu-west-1:3:critical"],
      });
    }
  });

  it("counts one environment alone where environments share an account", async () => {
    expect(await budget()).not.to.have.property("costFilters");
    expect((await budget({ environment: "pr-7" })).costFilters).to.deep.equal([
      { name: "TagKeyValue", values: ["user:environment$pr-7"] },
    ]);
  });

  it("refuses to alert nobody", async () => {
    const refused = await budget({ emails: [] }).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(pulumi.ResourceError);
    expect((refused as Error).message).to.equal(
      "a budget needs someone to alert: give it addresses or a topic",
    );
  });
});
