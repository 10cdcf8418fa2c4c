import * as chatbot from "@pulumi/aws/chatbot";
import * as iam from "@pulumi/aws/iam";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { IdentitySpec } from "../../blueprint/environment";
import { physicalName, type TopicUse } from "../../blueprint/names";
import type { AlertSpec } from "../../blueprint/observability";
import type { Tags } from "../../blueprint/tier";
import { availableAfter } from "../base/available-after";
import { serviceTrust } from "../base/service-trust";

/** Where the alarms of an environment go in one region (OBS-8, OBS-10). */
export interface AlertsArgs {
  readonly spec: Pick<AlertSpec, "slack" | "emails" | "stakeholders">;
  readonly identity: Pick<IdentitySpec, "product" | "stack">;
  readonly accountId: string;
  /** Key whose policy lets the publishers below use it. */
  readonly encryptionKeyArn: pulumi.Input<string>;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  /**
   * Topics of other regions that the Slack channel announces too; by default none. An account can configure a channel
   * once, so the other regions' `Alerts` get no `slack` of their own.
   */
  readonly otherRegionTopicArns?: readonly pulumi.Input<string>[];
  readonly tags: Tags;
}

/** AWS services that publish alerts and say for which account. */
const publishers = [
  "budgets.amazonaws.com",
  "cloudwatch.amazonaws.com",
  "costalerts.amazonaws.com",
] as const;

/** EventBridge and AWS Backup send no account that is documented, so that no condition on it need ever be met. */
const silentPublishers = ["backup.amazonaws.com", "events.amazonaws.com"] as const;

const readOnly = "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess";

/**
 * A topic that wakes a person and a topic that waits for working hours, both encrypted, both shown in Slack; and where there are
 * stakeholders, one that tells them what became of a release.
 */
export class Alerts extends pulumi.ComponentResource {
  public readonly criticalTopicArn: pulumi.Output<string>;
  public readonly warningTopicArn: pulumi.Output<string>;

  public constructor(name: string, args: AlertsArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:aws:Alerts", name, {}, opts);

    this.criticalTopicArn = this.topic(name, "critical", args);
    this.warningTopicArn = this.topic(name, "warning", args);

    for (const email of args.spec.emails) {
      new sns.TopicSubscription(
        `${name}-email-${email}`,
        { topic: this.criticalTopicArn, protocol: "email", endpoint: email },
        { parent: this },
      );
    }

    if (args.spec.stakeholders.length > 0) {
      const topic = this.topic(name, "releases", args);
      for (const email of args.spec.stakeholders) {
        new sns.TopicSubscription(
          `${name}-stakeholder-${email}`,
          { topic, protocol: "email", endpoint: email },
          { parent: this },
        );
      }
    }

    if (args.spec.slack !== undefined) {
      const { criticalTopicArn, warningTopicArn } = this;
      const topics = [criticalTopicArn, warningTopicArn, ...(args.otherRegionTopicArns ?? [])];
      this.slackChannel(name, args.spec.slack, topics, args);
    }

    this.registerOutputs({
      criticalTopicArn: this.criticalTopicArn,
      warningTopicArn: this.warningTopicArn,
    });
  }

  /** ARN of a topic once its publishers are let in: AWS Budgets and AWS Backup refuse one that they can't reach. */
  private topic(name: string, use: TopicUse, args: AlertsArgs): pulumi.Output<string> {
    const { accountId, identity } = args;
    const topic = new sns.Topic(
      `${name}-${use}`,
      {
        name: physicalName("topic", identity.product, identity.stack, use),
        kmsMasterKeyId: args.encryptionKeyArn,
        tags: args.tags,
      },
      { parent: this },
    );
    const policy = new sns.TopicPolicy(
      `${name}-${use}-policy`,
      {
        arn: topic.arn,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "PublishByServices",
              Effect: "Allow",
              Principal: { Service: publishers },
              Action: "sns:Publish",
              Resource: topic.arn,
              Condition: { StringEquals: { "aws:SourceAccount": accountId } },
            },
            {
              Sid: "PublishUnasked",
              Effect: "Allow",
              Principal: { Service: silentPublishers },
              Action: "sns:Publish",
              Resource: topic.arn,
            },
          ],
        }),
      },
      { parent: this },
    );
    return availableAfter(topic.arn, policy);
  }

  private slackChannel(
    name: string,
    slack: NonNullable<AlertSpec["slack"]>,
    topics: pulumi.Input<string>[],
    { accountId, identity, permissionsBoundaryArn, tags }: AlertsArgs,
  ): void {
    const role = new iam.Role(
      `${name}-slack-role`,
      {
        name: physicalName("role", identity.product, identity.stack, "slack-alerts"),
        description: "Shows alarms and their graphs in Slack",
        assumeRolePolicy: serviceTrust(
          "chatbot.amazonaws.com",
          accountId,
          `arn:aws:chatbot::${accountId}:*`,
        ),
        permissionsBoundary: permissionsBoundaryArn,
        tags,
      },
      { parent: this },
    );
    new iam.RolePolicyAttachment(
      `${name}-slack-role-read`,
      { role: role.name, policyArn: readOnly },
      { parent: this },
    );
    new chatbot.SlackChannelConfiguration(
      `${name}-slack`,
      {
        configurationName: physicalName(
          "chatConfiguration",
          identity.product,
          identity.stack,
          "alerts",
        ),
        slackTeamId: slack.teamId,
        slackChannelId: slack.channelId,
        iamRoleArn: role.arn,
        snsTopicArns: topics,
        // Without a guardrail everyone in the channel could act as an administrator.
        guardrailPolicyArns: [readOnly],
        userAuthorizationRequired: true,
        loggingLevel: "ERROR",
        tags,
      },
      { parent: this },
    );
  }
}
