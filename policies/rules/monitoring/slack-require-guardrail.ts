import { textsAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";

const reading = /:policy\/(?:[\w-]+\/)*\w*(?:ReadOnly|ViewOnly)\w*$/;

export const slackRequireGuardrail = resourceRule({
  id: "slack-require-guardrail",
  severity: "critical",
  title: "A channel may only read",
  why: "without a guardrail AWS makes it administrator",
  source: "PRC-25",
  fix: "Set guardrailPolicyArns to policies that only read.",
  waivable: "never",
  types: ["aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration"],
  check({ props }) {
    return violationOf(
      textsAt(props, "guardrailPolicyArns")
        .filter((arn) => !reading.test(arn))
        .map((arn) => `lets a channel do whatever ${arn} allows`),
    );
  },
});
