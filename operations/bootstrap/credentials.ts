import * as z from "zod";
import type { StackSpec } from "../../blueprint/stack";
import { UsageError } from "../../settings/usage-error";
import { answer, type World } from "./step";

const zone = z.object({ result: z.object({ account: z.object({ id: z.string() }) }) });
const organization = z.object({ id: z.string() });

/**
 * Whether the credentials in the shell are those of the accounts that the settings name.
 *
 * @throws UsageError with all that are not.
 */
export async function requireCredentials(
  world: World,
  stack: string,
  spec: StackSpec,
): Promise<void> {
  const { aws, github } = spec;
  const repository = `${github.owner}/${github.repository}`;
  const account = await answer(world, [
    ...["aws", "sts", "get-caller-identity", "--query", "Account", "--output", "text"],
  ]);
  const repositoryId = await answer(world, ["gh", "api", `repos/${repository}`, "--jq", ".id"]);
  const wrong = [
    objection("AWS account", aws.accountId, account, "aws login, or AWS_PROFILE"),
    objection(
      `id of ${repository}`,
      String(github.repositoryId),
      repositoryId,
      "gh auth login, or GITHUB_TOKEN",
    ),
    ...(spec.kind === "environment" ? await ofVendors(world, spec) : []),
  ].filter((each) => each !== undefined);
  if (wrong.length === 0) return;
  throw new UsageError(
    [`These credentials are not those that Pulumi.${stack}.yaml asks for:`, ...wrong].join("\n"),
  );
}

async function ofVendors(
  { cloudflare, neon }: World,
  { cloudflare: { accountId, zoneId }, database }: Extract<StackSpec, { kind: "environment" }>,
): Promise<readonly (string | undefined)[]> {
  const found = await cloudflare?.find(`/zones/${zoneId}`, zone);
  const organizationId = database?.kind === "durable" ? database.organizationId : undefined;
  const path = `/organizations/${organizationId ?? ""}`;
  const owner = organizationId === undefined ? undefined : await neon?.find(path, organization);
  return [
    objection(
      `Cloudflare account of the zone ${zoneId}`,
      accountId,
      found?.result.account.id,
      "CLOUDFLARE_API_TOKEN",
    ),
    organizationId === undefined
      ? undefined
      : objection("Neon organisation", organizationId, owner?.id, "NEON_API_KEY"),
  ];
}

function objection(
  what: string,
  expected: string,
  got: string | undefined,
  remedy: string,
): string | undefined {
  if (got === expected) return undefined;
  return `  ${what}: got ${got ?? "no answer"}, expected ${expected} (${remedy})`;
}
