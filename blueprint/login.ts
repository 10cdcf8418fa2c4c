/** What people do for the product; which of them may come in where is the tier's (blueprint/tiers.ts). */
export const roles = ["developers", "qa", "devops", "operations", "business"] as const;
export type Role = (typeof roles)[number];

/** What is asked beside who somebody is: a device of the team's, one of the listed addresses, a second factor. */
export type Demand = "device" | "listed-address" | "second-factor";

/** Who may come in under the same conditions. */
export interface AdmissionValues {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly asks: readonly Demand[];
}

/** How a tier lets people in before workloads that ask for a login. */
export interface LoginValues {
  /** After this time they are asked again, for a second factor as well: `1h`. */
  readonly session: string;
  readonly admissions: readonly AdmissionValues[];
}

/** People as Cloudflare tells them apart; whoever is named in one way is meant. */
export interface PeopleSpec {
  readonly emails: readonly string[];
  /** Every address under one of these domains. */
  readonly emailDomains: readonly string[];
  /** Ids of groups that the Cloudflare account itself keeps, for example after an identity provider's. */
  readonly accessGroups: readonly string[];
}

export interface AdmissionSpec extends PeopleSpec {
  readonly name: string;
  readonly asks: readonly Demand[];
}

/** How an environment lets people in before workloads that ask for a login. */
export interface LoginSpec {
  /** Who signs what says who came in: `https://<team>.cloudflareaccess.com`. */
  readonly issuer: string;
  readonly session: string;
  /** Somebody is in each of them. */
  readonly admissions: readonly AdmissionSpec[];
  /** Ranges from which those come who are asked for a listed address. */
  readonly addresses: readonly string[];
}

/** What of a workload stands behind the login: hosts, or a host and a path pattern. */
export interface WorkloadLoginSpec {
  readonly uris: readonly string[];
  /** Hosts and paths, each with all below it, that everybody reaches all the same. */
  readonly openUris: readonly string[];
}
