import { textsAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";

/** Without a guardrail AWS gives the channel AdministratorAccess. */
const reading = /:policy\/(?:[\w-]+\/)*\w*(?:ReadOnly|ViewOnly)\w*$/;

export const slackRequireGuardrail = resourceRule({
  types: ["aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration"],
  check({ props }) {
    return violationOf(
      textsAt(props, "guardrailPolicyArns")
        .filter((arn) => !reading.test(arn))
        .map((arn) => `lets a channel do whatever ${arn} allows`),
    );
  },
});
