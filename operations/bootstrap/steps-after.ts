import * as z from "zod";
import type { EnvironmentSpec } from "../../blueprint/environment";
import { physicalName } from "../../blueprint/names";
import { previewHost, stackFileName } from "../../settings/stack-name";
import { answer, byHand, type Command, type Step } from "./step";

const dnssec = z.object({ result: z.object({ status: z.string() }) });

/** Keys that no vendor's OIDC replaces, which the gate that deploys holds. */
const gateSecrets = ["CLOUDFLARE_API_TOKEN", "NEON_API_KEY", "GATE_READER_PRIVATE_KEY"];
const gateVariable = "GATE_READER_CLIENT_ID";

/** What is left once an environment stands. */
export function afterSteps(stack: string, spec: EnvironmentSpec): readonly Step[] {
  return [
    ...(stack === previewHost && spec.database !== undefined ? [databaseStep(stack)] : []),
    byHand(
      "every container service runs what was asked for",
      false,
      async ({ ask }) => (await ask(["make", "running", `ENV=${stack}`])).status === 0,
      `$ make running ENV=${stack}`,
    ),
    ...gateSteps(stack, spec),
    ...(stack === previewHost ? [] : [breakGlassStep(stack, spec)]),
    mailStep(stack, spec),
    signatureStep(spec),
    committedStep(stack),
  ];
}

/** Whoever deploys next reads the stack's secrets by the key that its file names. */
export function committedStep(stack: string): Step {
  const file = stackFileName(stack);
  return byHand(
    `${file} committed, with the key that it now names`,
    false,
    async ({ ask }) => (await ask(["git", "diff", "--quiet", "HEAD", "--", file])).status === 0,
    `$ git commit ${file} -m 'Name the key of the secrets of ${stack}'`,
  );
}

/** Pull requests branch from dev's database, whose ids nobody knows before it is there. */
function databaseStep(stack: string): Step {
  const read = (output: string): Command => ["pulumi", "stack", "output", output, "--stack", stack];
  return byHand(
    "the ids of dev's database in the template of pull requests",
    false,
    async (world) => {
      const project = await answer(world, read("databaseProjectId"));
      const grep: Command = [
        "grep",
        "-q",
        `projectId: ${project ?? ""}$`,
        "Pulumi.pr.template.yaml",
      ];
      return project !== undefined && (await world.ask(grep)).status === 0;
    },
    `$ make init SET="pr.neon.projectId=$(pulumi stack output databaseProjectId --stack ${stack}) pr.neon.branchId=$(pulumi stack output databaseBranchId --stack ${stack})"`,
  );
}

function gateSteps(stack: string, { github }: EnvironmentSpec): readonly Step[] {
  const where = ["--env", stack, "--repo", `${github.owner}/${github.repository}`];
  const step = (kind: "secret" | "variable", name: string): Step =>
    byHand(
      `the ${kind} ${name} of the gate ${stack}`,
      false,
      async (world) => {
        const query = ["--json", "name", "--jq", ".[].name"];
        const names = await answer(world, ["gh", kind, "list", ...where, ...query]);
        return names?.split("\n").includes(name) === true;
      },
      `$ gh ${kind} set ${name} ${where.join(" ")}`,
    );
  return [...gateSecrets.map((name) => step("secret", name)), step("variable", gateVariable)];
}

function breakGlassStep(stack: string, { identity, aws }: EnvironmentSpec): Step {
  const role = physicalName("role", identity.product, stack, "break-glass");
  return byHand(
    `the role ${role} of the account ${aws.accountId}`,
    false,
    async (world) =>
      (await answer(world, ["aws", "iam", "get-role", "--role-name", role])) !== undefined,
    "docs/runbooks/emergency-access.md#the-role",
  );
}

function mailStep(stack: string, { identity, aws }: EnvironmentSpec): Step {
  const topic = physicalName("topic", identity.product, stack, "critical");
  return byHand(
    "the mail of AWS confirmed by everybody whom alarms reach",
    false,
    async (world) =>
      (await answer(world, [
        ...["aws", "sns", "list-subscriptions-by-topic", "--region", aws.region],
        ...["--topic-arn", `arn:aws:sns:${aws.region}:${aws.accountId}:${topic}`],
        ...["--query", "Subscriptions[?SubscriptionArn=='PendingConfirmation'].Endpoint"],
        ...["--output", "text"],
      ])) === "",
    `Confirm subscription, in the mail that AWS sent to each address of platform:alerts`,
  );
}

function signatureStep({ cloudflare: { accountId, zone, zoneId } }: EnvironmentSpec): Step {
  return byHand(
    `the DS record of ${zone}, above it`,
    false,
    async (world) =>
      (await world.cloudflare?.find(`/zones/${zoneId}/dnssec`, dnssec))?.result.status === "active",
    `https://dash.cloudflare.com/${accountId}/${zone}/dns/settings shows it; from then on the signature has to stay`,
  );
}
