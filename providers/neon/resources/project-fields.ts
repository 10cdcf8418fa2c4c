import type * as pulumi from "@pulumi/pulumi";
import type { Fields, OutputFields } from "../schema/field";
import type { ProjectArgs } from "../sdk/project";
import { computeFields } from "./compute";
import { regions } from "./regions";

export type ProjectInputs = pulumi.Unwrap<ProjectArgs>;

export interface ProjectOutputs {
  readonly defaultBranchId: string;
  readonly defaultEndpointId: string;
  readonly host: string;
  readonly poolerHost: string;
}

export const projectInputs = {
  name: {
    type: { kind: "string", minLength: 1, maxLength: 256 },
    description: "Display name, 1 to 256 characters.",
    change: "update",
    required: true,
  },
  orgId: {
    type: { kind: "string" },
    description:
      "Organisation that owns the project. A change replaces it. Default: the provider's, or else the one that its key belongs to; a person's key belongs to none.",
    change: "replace",
    removal: "kept",
  },
  regionId: {
    type: { kind: "string", values: regions },
    description:
      "Region of the data and the computes, for example `aws-eu-central-1`. A change replaces the project.",
    change: "replace",
    required: true,
  },
  pgVersion: {
    type: { kind: "integer", minimum: 14, maximum: 18 },
    description:
      "Major version of Postgres, 14 to 18. A change replaces the project. Default: Neon's, 17 as of this version.",
    change: "replace",
    removal: "kept",
  },
  historyRetentionSeconds: {
    type: { kind: "integer", minimum: 0, maximum: 2_592_000 },
    description:
      "Seconds of history for point-in-time restore, 0 to 2 592 000 (30 days). The Free plan keeps 21 600 (6 hours) at most, the Launch plan 604 800 (7 days), the Scale plan 30 days. Default: 86 400, on the Free plan 21 600.",
    change: "update",
    default: 86_400,
  },
  defaultEndpointSettings: {
    type: {
      kind: "object",
      name: "DefaultEndpointSettings",
      description: "Size and sleep of a compute.",
      fields: {
        autoscalingLimitMinCu: {
          ...computeFields.autoscalingLimitMinCu,
          description: `${computeFields.autoscalingLimitMinCu.description} Default: 0.25.`,
          default: 0.25,
        },
        autoscalingLimitMaxCu: {
          ...computeFields.autoscalingLimitMaxCu,
          description: `${computeFields.autoscalingLimitMaxCu.description} Default: 0.25.`,
          default: 0.25,
        },
        suspendTimeoutSeconds: {
          ...computeFields.suspendTimeoutSeconds,
          description: `${computeFields.suspendTimeoutSeconds.description} Default: 0.`,
          default: 0,
        },
      },
    },
    description: "Size and sleep of every compute that states none of its own. Default: Neon's.",
  },
  defaultBranch: {
    type: {
      kind: "object",
      name: "DefaultBranch",
      description: "The branch that a project is made with.",
      fields: {
        name: {
          type: { kind: "string", minLength: 1, maxLength: 256 },
          description: "Name of the branch. Default: `main`.",
          change: "update",
          default: "main",
        },
        protected: {
          type: { kind: "boolean" },
          description:
            "Whether Neon refuses to delete or reset the branch, gives its children new passwords, and can hold the IP list against it alone; 2 branches of a project on the Launch plan, 5 on the Scale plan, none on the Free plan. Default: false.",
          change: "update",
          default: false,
        },
        databaseName: {
          type: { kind: "string", minLength: 1, maxBytes: 63 },
          description:
            "Database that is made with the branch. A change replaces the project; adding it to one that is there does nothing. Default: `neondb`.",
          change: "replace",
          removal: "kept",
          untold: true,
        },
        roleName: {
          type: { kind: "string", minLength: 1, maxBytes: 63 },
          description:
            "Role that is made with the branch and owns that database. A change replaces the project; adding it to one that is there does nothing. Default: `<database>_owner`.",
          change: "replace",
          removal: "kept",
          untold: true,
        },
      },
    },
    description: "The branch that a project is made with. Default: a branch `main`, not protected.",
  },
  settings: {
    type: {
      kind: "object",
      name: "ProjectSettings",
      description: "Network, quota and replication of a project.",
      fields: {
        allowedIps: {
          type: {
            kind: "object",
            name: "AllowedIps",
            description: "Who may connect to a project.",
            fields: {
              ips: {
                type: { kind: "list", of: { kind: "string" }, unordered: true },
                description:
                  "IPv4 and IPv6 addresses, CIDR ranges, and ranges `first-last`; empty allows every address.",
                change: "update",
                required: true,
                default: [],
              },
              protectedBranchesOnly: {
                type: { kind: "boolean" },
                description: "Whether the list holds for protected branches only. Default: false.",
                change: "update",
                default: false,
              },
            },
          },
          description: "Who may connect; on the Scale plan only. Default: every address.",
        },
        quota: {
          type: {
            kind: "object",
            name: "Quota",
            description:
              "What a project may use in a billing period. Over a time quota its computes are suspended until the period ends; a branch over size can't be written.",
            fields: {
              activeTimeSeconds: {
                type: { kind: "integer", minimum: 0 },
                description:
                  "Seconds of wall-clock time that computes may be active; 0 is unlimited. Default: 0.",
                change: "update",
                default: 0,
              },
              computeTimeSeconds: {
                type: { kind: "integer", minimum: 0 },
                description: "CPU seconds that computes may use; 0 is unlimited. Default: 0.",
                change: "update",
                default: 0,
              },
              logicalSizeBytes: {
                type: { kind: "integer", minimum: 0 },
                description:
                  "Bytes that each branch may hold; does not reset with the period; 0 is unlimited. Default: 0.",
                change: "update",
                default: 0,
              },
            },
          },
          description: "What the project may use in a billing period. Default: unlimited.",
        },
        enableLogicalReplication: {
          type: { kind: "boolean" },
          description:
            "Sets wal_level=logical, restarts every compute, and can't be turned off again. Default: false.",
          change: "update",
          default: false,
        },
      },
    },
    description:
      "Network, quota and replication. Default: open to every address, no quota, no replication.",
  },
} satisfies Fields<ProjectInputs>;

export const projectOutputs = {
  defaultBranchId: {
    type: { kind: "string" },
    description: "Id of the default branch, for example `br-quiet-river-12345678`.",
  },
  defaultEndpointId: {
    type: { kind: "string" },
    description: "Id of the default branch's read-write compute.",
  },
  host: {
    type: { kind: "string" },
    description: "Host of that compute for direct connections.",
  },
  poolerHost: {
    type: { kind: "string" },
    description: "Host of that compute through Neon's connection pooler (transaction mode).",
  },
} satisfies OutputFields<ProjectOutputs>;
