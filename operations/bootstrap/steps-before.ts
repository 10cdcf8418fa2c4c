import * as z from "zod";
import type { EnvironmentSpec } from "../../blueprint/environment";
import { physicalName } from "../../blueprint/names";
import { type SecretSpec, secretsStoreName } from "../../blueprint/secret";
import { answer, byHand, done, type Step, type World } from "./step";

const stored = z.object({ result: z.array(z.object({ name: z.string() })) });
const logins = z.object({ result: z.object({ auth_domain: z.string() }) });

/** What an environment stands on before its first `up`, and what people write before its services start. */
export function beforeSteps(
  stack: string,
  spec: EnvironmentSpec,
): readonly [before: readonly Step[], between: readonly Step[]] {
  const { secrets } = spec;
  const external = secrets.filter(({ source }) => source === "external");
  const inStore = external.filter(({ stores }) => stores.includes("worker"));
  const inManager = external.filter(({ stores }) => stores.includes("secrets-manager"));
  return [
    [
      ...backupSteps(spec),
      ...(spec.alerts.slack === undefined ? [] : [slackStep(spec, spec.alerts.slack.teamId)]),
      ...(spec.login === undefined ? [] : [loginStep(spec)]),
      ...inStore.map((secret) => workerSecretStep(stack, spec, secret)),
    ],
    inManager.map((secret) => secretStep(stack, spec, secret)),
  ];
}

/** AWS Backup takes S3 only where an account says so, a region each. */
function backupSteps({ deployIdentity: { allowedRegions } }: EnvironmentSpec): readonly Step[] {
  return allowedRegions.map((region) =>
    done(
      `backups of S3 in ${region}`,
      async (world) => {
        const query = "ResourceTypeOptInPreference.S3";
        return (
          (await answer(world, [
            ...["aws", "backup", "describe-region-settings", "--region", region],
            ...["--query", query, "--output", "text"],
          ])) === "True"
        );
      },
      [
        ...["aws", "backup", "update-region-settings", "--region", region],
        ...["--resource-type-opt-in-preference", "S3=true"],
      ],
    ),
  );
}

function slackStep({ aws }: EnvironmentSpec, teamId: string): Step {
  return byHand(
    `the Slack workspace ${teamId} authorised in the account ${aws.accountId}`,
    true,
    async (world) =>
      (
        await answer(world, [
          ...["aws", "chatbot", "describe-slack-workspaces", "--region", "us-east-2"],
          ...["--query", "SlackWorkspaces[].SlackTeamId", "--output", "text"],
        ])
      )
        ?.split(/\s+/)
        .includes(teamId) === true,
    "https://console.aws.amazon.com/chatbot/: Configure new client, Slack",
  );
}

function loginStep({ cloudflare: { accountId }, login }: EnvironmentSpec): Step {
  const domain = (login?.issuer ?? "").replace("https://", "");
  return byHand(
    `the Zero Trust team ${domain}`,
    true,
    async ({ cloudflare }) => {
      const found = await cloudflare?.find(`/accounts/${accountId}/access/organizations`, logins);
      return found?.result.auth_domain === domain;
    },
    `https://one.dash.cloudflare.com/${accountId}: choose the team's name, then a login method under Settings`,
  );
}

function workerSecretStep(stack: string, spec: EnvironmentSpec, secret: SecretSpec): Step {
  const { accountId, secretsStoreId = "" } = spec.cloudflare;
  const name = secretsStoreName(spec.identity.product, stack, secret.name);
  return byHand(
    `a value for ${secret.name}, which a Worker reads`,
    true,
    async ({ cloudflare }) => {
      const path = `/accounts/${accountId}/secrets_store/stores/${secretsStoreId}/secrets?search=${name}`;
      const found = await cloudflare?.find(path, stored);
      return found?.result.some((each) => each.name === name) === true;
    },
    `$ CLOUDFLARE_ACCOUNT_ID=${accountId} npx wrangler secrets-store secret create ${secretsStoreId} --name ${name} --scopes workers --remote`,
  );
}

function secretStep(stack: string, { identity, aws }: EnvironmentSpec, secret: SecretSpec): Step {
  const name = physicalName("secret", identity.product, stack, secret.name);
  return byHand(
    `a value for ${secret.name}, which a container reads`,
    true,
    (world) => hasValue(world, name, aws.region),
    `$ aws secretsmanager put-secret-value --region ${aws.region} --secret-id ${name} --secret-string file:///dev/stdin`,
  );
}

async function hasValue(world: World, name: string, region: string): Promise<boolean> {
  const versions = await answer(world, [
    ...["aws", "secretsmanager", "describe-secret", "--region", region, "--secret-id", name],
    ...["--query", "VersionIdsToStages", "--output", "json"],
  ]);
  return versions !== undefined && /[0-9a-f]/.test(versions.replace("null", ""));
}
