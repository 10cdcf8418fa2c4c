/** What providers/neon says of its own inputs. */
export const neon: Readonly<Record<string, readonly string[]>> = {
  "neon:index:Branch": ["initSource", "parentId", "parentLsn", "parentTimestamp"],
  "neon:index:Database": ["branchId"],
  "neon:index:Endpoint": ["branchId", "type"],
  "neon:index:Project": ["orgId", "pgVersion", "regionId"],
  "neon:index:Role": ["branchId", "name"],
  "neon:index:SnapshotSchedule": ["branchId"],
};
