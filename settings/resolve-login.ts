import type { AdmissionSpec, LoginSpec, WorkloadLoginSpec } from "../blueprint/login";
import { tiers, type TierValues } from "../blueprint/tiers";
import type { EnvironmentInputs } from "./environment-inputs";
import type { EnvironmentSettings } from "./environment-settings";
import { type Addressed, hostsOf, routesOf } from "./hosts";

/** How the environment lets people in; `undefined` where no workload asks for it. */
export function resolveLogin(inputs: EnvironmentInputs): LoginSpec | undefined {
  const { cloudflare, officeAddresses } = inputs.settings.values;
  const asking = inputs.workloads.filter(({ manifest }) => manifest.login !== undefined);
  if (asking.length === 0 || cloudflare.teamDomain === undefined) return undefined;
  const tier = tiers[inputs.tier];
  return {
    issuer: `https://${cloudflare.teamDomain}`,
    session: tier.login.session,
    admissions: admissionsOf(tier, inputs.settings),
    addresses: officeAddresses,
  };
}

/** Who comes in on which conditions, without those of whose roles nobody has one. */
export function admissionsOf(
  { login }: TierValues,
  { values: { people } }: EnvironmentSettings,
): readonly AdmissionSpec[] {
  return login.admissions
    .map(({ name, roles, asks }) => {
      const members = roles.flatMap((role) => people[role] ?? []);
      return {
        name,
        asks,
        emails: distinct(members.flatMap(({ emails }) => emails)),
        emailDomains: distinct(members.flatMap(({ emailDomains }) => emailDomains)),
        accessGroups: distinct(members.flatMap(({ accessGroups }) => accessGroups)),
      };
    })
    .filter(
      ({ emails, emailDomains, accessGroups }) =>
        emails.length + emailDomains.length + accessGroups.length > 0,
    );
}

/** What of a workload stands behind the login, as Access names it. */
export function workloadLogin(workload: Addressed, host: string): WorkloadLoginSpec | undefined {
  const { login } = workload.manifest;
  if (login === undefined) return undefined;
  const hosts = hostsOf(workload, host).map(({ address }) => address);
  const routes = routesOf(workload, host).map(({ address }) => address);
  return {
    uris: [...hosts, ...routes],
    openUris: login.openPaths.flatMap((path) => [
      ...hosts.map((each) => `${each}${path}`),
      // On a host that it shares, a path outside of its routes is another's.
      ...(routes.some((route) => covers(route, `${host}${path}`)) ? [`${host}${path}`] : []),
    ]),
  };
}

function covers(route: string, address: string): boolean {
  return route.endsWith("*") ? address.startsWith(route.slice(0, -1)) : address === route;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
