import { evaluate } from "../../../iam/evaluate";
import { optional, textAt } from "../../read";
import { stackRule, violationOf } from "../../rule";
import { everything, policyAt } from "../../who-can/documents";
import { ownAccounts } from "../../who-can/own";
import { regionOf } from "../backup/vaults";

/** What tells topics of alarms, and of backups and deployments. */
const publishers = ["cloudwatch.amazonaws.com", "events.amazonaws.com"];

export const topicRequirePublishers = stackRule({
  id: "topic-require-publishers",
  title: "Alarms and events can publish to a topic, and use the key that encrypts it",
  why: "AWS drops what it may not publish, and nobody hears of that either",
  source: "OBS-12",
  fix: "Let the service in by the topic's TopicPolicy and by the policy of its key.",
  types: ["aws:sns/topic:Topic"],
  check(topic, { environment }, stack) {
    const [account = ""] = ownAccounts(environment);
    const name = optional(textAt, topic.props, "name") ?? topic.name;
    const arn = `arn:aws:sns:${regionOf(topic) ?? ""}:${account}:${name}`;
    const doors = [
      ["sns:Publish", stack.referring(topic, "aws:sns/topicPolicy:TopicPolicy", "arn")] as const,
      ...["kms:Decrypt", "kms:GenerateDataKey"].map((action) => {
        const keys = stack.targets(topic, "kmsMasterKeyId");
        return [action, keys.filter(({ type }) => type.startsWith("aws:kms/"))] as const;
      }),
    ];
    const context = { "aws:sourceaccount": account, "kms:encryptioncontext:aws:sns:topicarn": arn };
    return violationOf(
      publishers.flatMap((principal) =>
        doors
          .filter(([action, holders]) => {
            const request = { principal, action, resource: arn, resourceAccount: account, context };
            return !holders.some(
              (holder) =>
                evaluate({ identity: [everything], resource: policyAt(holder, "policy") }, request)
                  .allowed,
            );
          })
          .map(([action]) => `lets ${principal} do no ${action}`),
      ),
    );
  },
});
