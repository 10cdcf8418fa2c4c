import { daysBetween } from "../dates";
import { inWords } from "../wording";
import { between, type Cards, type Described, compared, installed, ofTheProduct } from "./card";

const sleeping: Described = {
  text: "-1 in production, and 60 to 3600 seconds elsewhere",
  has: (value, scope, props) =>
    scope.tier === "production" ? value === -1 : between(60, 3600).has(value, scope, props),
};
const subscribed: Described = {
  text: "true in production alone",
  has: (value, { tier }) => value === (tier === "production"),
};
/** Days that a pull request's branch lives at most. */
const longestDays = 7;
const thisWeek: Described = {
  text: `a date in ${inWords(longestDays)} days at most`,
  has: (value, { data }) => daysBetween(data.today, String(value)) <= longestDays,
};
const woken = "waking up costs a visitor seconds, and a night awake costs money (DAT-9)";

/** Databases, generated values, and Pulumi's own. */
export const otherCards: Cards = {
  "neon:index:Branch": {
    judged: "initSource parentId projectId",
    must: [["expiresAt", thisWeek, "nobody remembers to remove it (ENV-4)", ["preview"]]],
    called: "name",
    free: { "a branch is protected where data is to stay": "protected" },
  },
  "neon:index:Database": {
    own: "branchId projectId",
    must: [
      ["name", ofTheProduct, "nobody backs it up, or connects to it"],
      ["ownerName", "migrator", "who owns it may drop its tables"],
    ],
  },
  "neon:index:Endpoint": {
    must: [["suspendTimeoutSeconds", sleeping, woken]],
    own: "branchId projectId",
    only: [["type", ["read_write", "read_only"], "Neon knows no other"]],
    sized: "autoscalingLimitMaxCu autoscalingLimitMinCu",
  },
  "neon:index:Project": {
    holds: "data",
    judged: `historyRetentionSeconds orgId
      settings { allowedIps { ips protectedBranchesOnly } }`,
    must: [
      ["defaultBranch.protected", true, "it could be deleted or reset", ["production"]],
      ["defaultEndpointSettings.suspendTimeoutSeconds", sleeping, woken],
    ],
    only: [
      ["pgVersion", between(14, 18), "an older PostgreSQL gets no mends"],
      ["settings.enableLogicalReplication", subscribed, "whoever subscribes copies every row"],
    ],
    called: "defaultBranch { databaseName name roleName }",
    sized: `defaultEndpointSettings { autoscalingLimitMaxCu autoscalingLimitMinCu }
        settings { quota } regionId`,
    free: { [compared]: "name" },
  },
  "neon:index:Role": { own: "branchId projectId", called: "name" },
  "neon:index:SnapshotSchedule": {
    judged: "schedule { frequency retentionSeconds }",
    own: "branchId projectId",
    only: [
      ["schedule.hour", between(0, 23), "Neon refuses it, and makes none"],
      ["schedule.day", between(1, 31), "Neon refuses it, and makes none"],
    ],
  },
  "pulumi:index:Stash": { free: { "it is a text for people": "input" } },
  "pulumi:providers:aws": {
    judged: "allowedAccountIds",
    free: {
      [installed]: "version",
      "every resource's region and tags are read with it": "defaultTags region",
      "it asks nothing at preview": "skipCredentialsValidation skipRegionValidation",
    },
  },
  "pulumi:providers:cloudflare": { free: { [installed]: "version" } },
  "pulumi:providers:github": { judged: "owner", free: { [installed]: "version" } },
  "pulumi:providers:neon": { free: { [installed]: "version" } },
  "pulumi:providers:pulumi": { free: { [installed]: "version" } },
  "pulumi:providers:random": { free: { [installed]: "version" } },
  "pulumi:pulumi:Stack": {},
  "random:index/randomPassword:RandomPassword": {
    must: [["length", between(32, 256), "a short one can be guessed"]],
    free: {
      "another value is another password": "keepers",
      "the length makes up for it": "special",
    },
  },
};
