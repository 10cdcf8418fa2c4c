import { at, type Decision, format, type PackageMapping, stated, unheld } from "./decision";
import type { Model } from "../model";

/** Inputs of Neon's resources and the types of its API. */
export const neonMapping: PackageMapping = {
  "neon:index:Branch": {
    from: ["BranchCreateRequest.branch"],
    paths: {
      expiresAt: format("timestamp"),
    },
  },
  "neon:index:Database": {
    from: ["DatabaseCreateRequest.database"],
    paths: {
      name: unheld("text"),
      ownerName: unheld("reference"),
    },
  },
  "neon:index:Endpoint": { from: ["EndpointCreateRequest.endpoint"] },
  "neon:index:Project": {
    from: ["ProjectCreateRequest.project"],
    paths: {
      defaultBranch: at("ProjectCreateRequest.project.branch"),
      "defaultBranch.databaseName": unheld("text"),
      "defaultBranch.roleName": unheld("text"),
      "settings.allowedIps.ips[]": format("IP address or network"),
    },
  },
  "neon:index:Role": {
    from: ["RoleCreateRequest.role"],
    paths: {
      name: stated(
        { min: 1, max: 63 },
        "Cannot exceed 63 bytes in length.",
        "RoleCreateRequest.role.name",
      ),
    },
  },
  "neon:index:SnapshotSchedule": { from: ["BackupSchedule"] },
};

/** What follows from an input's name, wherever it stands. */
export function neonByName(path: string, kind: Model["kind"]): Decision | undefined {
  if (kind !== "string" && kind !== "number") return undefined;
  return path.endsWith("Id") ? unheld("reference") : undefined;
}
