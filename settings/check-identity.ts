import type { EnvironmentSettings, Report } from "./environment-settings";
import type { Problem } from "./problem";
import type { Neighbour } from "./project";
import { parseStackName, previewHost } from "./stack-name";

/** A host under the zone that no other environment has; a pull request's lies under dev's. */
export function checkHost(
  stack: string,
  { kind, values: { host, cloudflare } }: EnvironmentSettings,
  neighbours: readonly Neighbour[],
  report: Report,
): Problem[] {
  const lender = neighbours.find((other) => other.stack === previewHost);
  const above = kind === "ephemeral" ? (lender?.host ?? cloudflare.zone) : cloudflare.zone;
  const fix = `pulumi config set platform:host ${stack}.${above} --stack ${stack}`;
  if (!host.endsWith(`.${above}`) && (kind === "ephemeral" || host !== above)) {
    const itself = kind === "ephemeral" ? "" : `${above} or `;
    return [report("host", host, `${itself}a name under ${above}`, fix)];
  }
  const twin = neighbours.find((other) => other.stack !== stack && other.host === host);
  return twin === undefined
    ? []
    : [report("host", host, `a host of its own: ${twin.file} has this one`, fix)];
}

/** One AWS account per permanent environment (ISO-1); a pull request lives in dev's. */
export function checkAccount(
  stack: string,
  { kind, values: { aws } }: EnvironmentSettings,
  neighbours: readonly Neighbour[],
  report: Report,
): Problem[] {
  const permanent = neighbours.filter(({ stack: other }) => {
    const named = parseStackName(other);
    return "value" in named && named.value.kind !== "ephemeral";
  });
  const lender = permanent.find((other) => other.stack === previewHost);
  if (kind === "ephemeral") {
    if (lender?.accountId === undefined || aws.accountId === lender.accountId) return [];
    const fix = `pulumi config set --path 'platform:aws.accountId' ${lender.accountId} --type string --stack ${stack}`;
    return [
      report("aws.accountId", aws.accountId, `${previewHost}'s account, ${lender.accountId}`, fix),
    ];
  }
  const owner = permanent.find(
    (other) => other.stack !== stack && other.accountId === aws.accountId,
  );
  if (owner === undefined) return [];
  const expected = `an account of its own: this one is ${owner.stack}'s (ISO-1)`;
  return [report("aws.accountId", aws.accountId, expected, `write ${stack}'s own account`)];
}
