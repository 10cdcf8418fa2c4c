import { tenancies } from "../blueprint/tenancies";
import type { EnvironmentSettings, Report } from "./environment-settings";
import type { Problem } from "./problem";
import { tenanciesIn, type Neighbour } from "./project";
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
  const meant = kind === "ephemeral" ? `${stack}.${above}` : above;
  const fix = `pulumi config set platform:host ${meant} --stack ${stack}`;
  if (!host.endsWith(`.${above}`) && (kind === "ephemeral" || host !== above)) {
    const itself = kind === "ephemeral" ? "" : `${above} or `;
    return [report("host", host, `${itself}a name under ${above}`, fix)];
  }
  const twin = neighbours.find((other) => other.stack !== stack && other.host === host);
  return twin === undefined
    ? []
    : [report("host", host, `a host of its own: ${twin.file} has this one`, fix)];
}

/** What permanent environments are each alone in (ISO-1); a pull request lives in dev's. */
export function checkTenancies(
  stack: string,
  { kind, values }: EnvironmentSettings,
  neighbours: readonly Neighbour[],
  report: Report,
): Problem[] {
  const permanent = neighbours.filter(({ stack: other }) => {
    const named = parseStackName(other);
    return "value" in named && named.value.kind !== "ephemeral";
  });
  const lender = permanent.find((other) => other.stack === previewHost);
  const settings: Readonly<Record<string, unknown>> = values;
  const own = tenanciesIn((key) => settings[key]);
  return tenancies.flatMap(({ setting, what, shared }) => {
    const id = own[setting];
    if (id === undefined) return [];
    if (kind === "ephemeral") {
      const lent = lender?.tenancies[setting];
      if (lent === undefined || lent === id) return [];
      const fix = `pulumi config set --path 'platform:${setting}' ${lent} --type string --stack ${stack}`;
      return [report(setting, id, `${previewHost}'s, ${lent}`, fix)];
    }
    const owner = permanent.find(
      (other) => other.stack !== stack && other.tenancies[setting] === id,
    );
    if (owner === undefined || shared === "by waiver") return [];
    const expected = `${what} of its own: this one is ${owner.stack}'s (ISO-1)`;
    return [report(setting, id, expected, `write ${stack}'s own`)];
  });
}
