import { parseEnvironments } from "../../../policies/environments";
import type { PackData } from "../../../policies/pack-data";
import { Problems } from "../../../policies/problems";

export const stagingDigest = `sha256:${"5".repeat(64)}`;

const problems = new Problems();

/** The environments that rules are tested against: those of the sample, with a database and a lock of their own. */
const environments = parseEnvironments(
  {
    zone: "monepiceriz.ci",
    repository: { name: "monepiceriz/platform", ownerId: "42", id: "4711" },
    environments: {
      dev: environment("dev", "111111111111", {
        hosts: ["dev.monepiceriz.ci"],
        databases: ["quiet-rain-11111111", "br-quiet-rain-1111"],
      }),
      staging: environment("staging", "222222222222", { hosts: ["staging.monepiceriz.ci"] }),
      production: environment("production", "333333333333", {
        hosts: ["monepiceriz.ci"],
        gates: ["production-approval", "production"],
        databases: ["bold-sun-33333333", "br-bold-sun-3333"],
        complianceLocks: ["monepiceriz-production-sealed"],
      }),
      shared: environment("shared", "999999999999", {}),
      "pr-<n>": {
        tier: "preview",
        within: "dev",
        accounts: [],
        hosts: ["pr-<n>.dev.monepiceriz.ci"],
        names: ["monepiceriz-pr-<n>"],
        gates: [],
        previewEnvironments: [],
        databases: [],
        complianceLocks: [],
      },
    },
    allowed: [
      {
        from: ["shared"],
        to: ["dev", "staging", "production"],
        kinds: ["account", "host"],
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
  },
  problems,
);
if (problems.all.length > 0) throw new Error(problems.all.join("\n"));

export const data: PackData = {
  ...environments,
  today: "2026-11-21",
  waivers: [],
  stagingDigests: new Map([["accounts", stagingDigest]]),
};

function environment(name: string, account: string, own: object): object {
  return {
    tier: name,
    accounts: [account],
    hosts: [],
    names: [`monepiceriz-${name}`],
    gates: [name],
    previewEnvironments: [`${name}-preview`],
    databases: [],
    complianceLocks: [],
    ...own,
  };
}
