import { expect } from "chai";
import { Alerts, type AlertsArgs } from "../../../components/observe/alerts";
import { record } from "../../support/record";
import {
  accountId,
  boundaryArn,
  documentIn,
  identity,
  keyArn,
  providers,
  tags,
  unknownInputs,
} from "../../support/region";

const slackType = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";
const topicArn = (severity: string) =>
  `arn:aws:sns:eu-west-1:${accountId}:acme-staging-${severity}`;
const recoveryTopic = `arn:aws:sns:eu-central-1:${accountId}:acme-staging-critical`;

const declare = (overrides: Partial<AlertsArgs> = {}) =>
  record(
    () =>
      new Alerts(
        "alerts",
        {
          spec: {
            emails: ["ops@acme.example", "lead@acme.example"],
            stakeholders: [],
            slack: { teamId: "T07EA123LEP", channelId: "C07EZ1ABC23" },
          },
          identity,
          accountId,
          encryptionKeyArn: keyArn,
          permissionsBoundaryArn: boundaryArn,
          tags,
          ...overrides,
        },
        providers(),
      ),
  );

describe("Alerts", () => {
  it("offers a critical and a warning topic, both under the environment's key", async () => {
    const recorded = await declare();
    expect(recorded.outputs("platform:aws:Alerts")).to.deep.equal({
      criticalTopicArn: topicArn("critical"),
      warningTopicArn: topicArn("warning"),
    });
    const topics = recorded.ofType("aws:sns/topic:Topic");
    expect(topics.map(({ inputs }) => inputs.kmsMasterKeyId)).to.deep.equal([keyArn, keyArn]);
    expect(unknownInputs(recorded)).to.deep.equal([]);
  });

  it("tells stakeholders by a topic of their own, which no alarm and no Slack channel knows", async () => {
    const stakeholders = ["product@acme.example"];
    const recorded = await declare({ spec: { emails: [], slack: undefined, stakeholders } });
    const [subscription] = recorded.ofType("aws:sns/topicSubscription:TopicSubscription");
    expect(subscription.inputs).to.include({
      topic: topicArn("releases"),
      endpoint: "product@acme.example",
    });
    expect(recorded.outputs("platform:aws:Alerts")).to.not.have.property("releasesTopicArn");
  });

  for (const severity of ["critical", "warning"]) {
    const statements = async () => {
      const recorded = await declare();
      const name = `alerts-${severity}-policy`;
      return documentIn(recorded.inputs("aws:sns/topicPolicy:TopicPolicy", name).policy).Statement;
    };

    it(`lets AWS services publish to ${severity} for this account alone`, async () => {
      expect((await statements()).filter(({ Condition }) => Condition !== undefined)).to.deep.equal(
        [
          {
            Sid: "PublishByServices",
            Effect: "Allow",
            Principal: {
              Service: [
                "budgets.amazonaws.com",
                "cloudwatch.amazonaws.com",
                "costalerts.amazonaws.com",
              ],
            },
            Action: "sns:Publish",
            Resource: topicArn(severity),
            Condition: { StringEquals: { "aws:SourceAccount": accountId } },
          },
        ],
      );
    });

    it(`lets AWS Backup and EventBridge, which need meet no condition, publish to ${severity}`, async () => {
      expect((await statements()).filter(({ Condition }) => Condition === undefined)).to.deep.equal(
        [
          {
            Sid: "PublishUnasked",
            Effect: "Allow",
            Principal: { Service: ["backup.amazonaws.com", "events.amazonaws.com"] },
            Action: "sns:Publish",
            Resource: topicArn(severity),
          },
        ],
      );
    });
  }

  it("mails critical alerts to every address", async () => {
    const recorded = await declare();
    const subscriptions = recorded.ofType("aws:sns/topicSubscription:TopicSubscription");
    expect(subscriptions.map(({ inputs }) => inputs)).to.deep.equal(
      ["ops@acme.example", "lead@acme.example"].map((endpoint) => ({
        topic: topicArn("critical"),
        protocol: "email",
        endpoint,
      })),
    );
  });

  it("shows both topics, and those of other regions, in Slack without rights to change anything", async () => {
    const recorded = await declare({ otherRegionTopicArns: [recoveryTopic] });
    expect(recorded.inputs(slackType)).to.deep.include({
      slackTeamId: "T07EA123LEP",
      slackChannelId: "C07EZ1ABC23",
      snsTopicArns: [topicArn("critical"), topicArn("warning"), recoveryTopic],
      guardrailPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
      userAuthorizationRequired: true,
    });
    const role = recorded.inputs("aws:iam/role:Role");
    expect(role.permissionsBoundary).to.equal(boundaryArn);
    expect(documentIn(role.assumeRolePolicy).Statement).to.deep.equal([
      {
        Effect: "Allow",
        Principal: { Service: "chatbot.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
  });

  it("leaves Slack alone where no workspace is authorised", async () => {
    const recorded = await declare({ spec: { emails: [], slack: undefined, stakeholders: [] } });
    recorded.expectNone(slackType);
    recorded.expectNone("aws:iam/role:Role");
    recorded.expectNone("aws:sns/topicSubscription:TopicSubscription");
  });
});
