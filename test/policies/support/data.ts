import { parseEnvironments } from "../../../policies/environments";
import type { PackData } from "../../../policies/pack-data";
import { Problems } from "../../../policies/problems";

export const stagingDigest = `sha256:${"5".repeat(64)}`;
/** What production ran before. */
export const formerDigest = `sha256:${"4".repeat(64)}`;

const problems = new Problems();

/** The environments that rules are tested against: those of the sample, with a database and a lock of their own. */
const environments = parseEnvironments(
  {
    repository: {
      name: "acme/platform",
      ownerId: "42",
      id: "4711",
      checks: ["quality", "test"],
      teams: { "11": "push" },
    },
    environments: {
      dev: environment("dev", "111111111111", 2, {
        hosts: ["dev.acme.example"],
        neonOrganizations: ["org-quiet-rain-11111111"],
        databases: ["quiet-rain-11111111", "br-quiet-rain-1111"],
        networks: ["10.10.0.0/16"],
      }),
      staging: environment("staging", "222222222222", 3, {
        hosts: ["staging.acme.example"],
        networks: ["10.20.0.0/16"],
      }),
      production: environment("production", "333333333333", 1, {
        regions: ["eu-west-1", "eu-west-3"],
        zonePlan: "pro",
        hosts: ["acme.example"],
        gates: ["production-approval", "production"],
        neonOrganizations: ["org-bold-sun-33333333"],
        databases: ["bold-sun-33333333", "br-bold-sun-3333"],
        networks: ["10.30.0.0/16", "10.31.0.0/16"],
      }),
      shared: environment("shared", "999999999999", undefined, {}),
      "pr-<n>": {
        tier: "preview",
        within: "dev",
        accounts: [],
        cloudflareAccounts: [],
        cloudflareZones: [],
        hosts: ["pr-<n>.dev.acme.example"],
        mailDomains: ["acme.example"],
        names: ["acme-pr-<n>"],
        gates: [],
        previewEnvironments: [],
        neonOrganizations: [],
        databases: [],
        networks: ["10.128.0.0/9"],
      },
    },
    allowed: [
      {
        from: ["shared"],
        to: ["dev", "staging", "production"],
        kinds: ["account"],
        why: "the shared stack serves them",
      },
      {
        from: ["dev", "staging", "production", "pr-<n>"],
        to: ["shared"],
        kinds: ["account"],
        types: ["aws:ecs/taskDefinition:TaskDefinition"],
        why: "images are shared",
      },
    ],
    login: ["backoffice"],
    payments: [{ name: "Stripe", live: ["sk_live_", "rk_live_"], sandbox: ["sk_test_"] }],
  },
  problems,
);
if (problems.all.length > 0) throw new Error(problems.all.join("\n"));

export const data: PackData = {
  ...environments,
  today: "2026-11-21",
  waivers: [],
  stagingDigests: new Map([["accounts", stagingDigest]]),
  released: new Map([["staging", new Set(["database-backup"])]]),
  ranHere: new Map([["accounts", [formerDigest]]]),
  stableVersions: new Map([["dev", ["v0"]]]),
  restoreDrills: new Map(),
};

/** Who an environment is; its Cloudflare account and zone end in a number of its own, where it has any. */
function environment(
  name: string,
  account: string,
  cloudflare: number | undefined,
  own: object,
): object {
  const ending = (start: string) =>
    cloudflare === undefined ? [] : [`${start}${String(cloudflare)}`];
  return {
    tier: name,
    accounts: [account],
    regions: ["eu-west-1"],
    cloudflareAccounts: ending("c10d"),
    cloudflareZones: ending("20e0"),
    zonePlan: "enterprise",
    hosts: [],
    mailDomains: ["acme.example"],
    names: [`acme-${name}`],
    gates: [name],
    previewEnvironments: [`${name}-preview`],
    reviewers: ["3", "11", "12", "13"],
    neonOrganizations: [],
    databases: [],
    ...own,
  };
}
