export const neonProject = "neon:index:Project";
export const neonBranch = "neon:index:Branch";
export const neonSnapshotSchedule = "neon:index:SnapshotSchedule";
/** What lives inside a project and names it by `projectId`. */
export const neonInside = [
  neonBranch,
  "neon:index:Database",
  "neon:index:Endpoint",
  "neon:index:Role",
  neonSnapshotSchedule,
];
