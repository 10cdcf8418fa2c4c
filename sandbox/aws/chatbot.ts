import type { ResourceModels } from "../model";
import { globalArn } from "./arn";

export const resourceModels: ResourceModels = {
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": (request) => {
    const { configurationName, slackChannelId, slackTeamId } = request.inputs;
    const chatConfigurationArn = globalArn(
      request,
      "chatbot",
      `chat-configuration/slack-channel/${String(configurationName)}`,
    );
    return {
      id: chatConfigurationArn,
      outputs: {
        chatConfigurationArn,
        slackChannelName: `channel-${String(slackChannelId)}`,
        slackTeamName: `team-${String(slackTeamId)}`,
      },
    };
  },
};
