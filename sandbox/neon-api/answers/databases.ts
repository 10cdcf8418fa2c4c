import { alreadyGone, type Answers } from "../answer";
import { NeonRefusal } from "../refusal";

const longestNameBytes = 63;

export const databaseAnswers = {
  listProjectBranchDatabases: (neon, { path }) => ({
    databases: [
      ...neon.branch(path.project_id ?? "", path.branch_id ?? "").content.databases.values(),
    ],
  }),

  createProjectBranchDatabase: (neon, { path, body: { database: wanted } }) => {
    const project = neon.project(path.project_id ?? "");
    const stored = project.branch(path.branch_id ?? "");
    checkName(wanted.name);
    if (stored.content.databases.has(wanted.name)) {
      throw new NeonRefusal(409, "database already exists");
    }
    stored.role(wanted.owner_name);
    const now = neon.clock.timestamp();
    const database = {
      id: neon.identities.number(),
      branch_id: stored.branch.id,
      ...wanted,
      created_at: now,
      updated_at: now,
    };
    stored.putDatabase(database);
    return {
      database,
      operations: project.operations.schedule(...project.applyConfig(stored.branch.id)),
    };
  },

  getProjectBranchDatabase: (neon, { path }) => ({
    database: neon
      .branch(path.project_id ?? "", path.branch_id ?? "")
      .database(path.database_name ?? ""),
  }),

  updateProjectBranchDatabase: (neon, { path, body: { database: wanted } }) => {
    const project = neon.project(path.project_id ?? "");
    const stored = project.branch(path.branch_id ?? "");
    const database = stored.database(path.database_name ?? "");
    const name = wanted.name ?? database.name;
    checkName(name);
    if (name !== database.name && stored.content.databases.has(name)) {
      throw new NeonRefusal(409, "database already exists");
    }
    if (wanted.owner_name !== undefined) stored.role(wanted.owner_name);
    const updated = { ...database, ...wanted, updated_at: neon.clock.timestamp() };
    stored.putDatabase(updated, database.name);
    return {
      database: updated,
      operations: project.operations.schedule(...project.applyConfig(stored.branch.id)),
    };
  },

  deleteProjectBranchDatabase: (neon, { path }) => {
    const project = neon.project(path.project_id ?? "");
    const stored = project.branch(path.branch_id ?? "");
    const name = path.database_name ?? "";
    if (!stored.content.databases.has(name)) return alreadyGone;
    const database = stored.database(name);
    stored.removeDatabase(name);
    return {
      database,
      operations: project.operations.schedule(...project.applyConfig(stored.branch.id)),
    };
  },
} satisfies Answers;

function checkName(name: string): void {
  if (name === "" || Buffer.byteLength(name) > longestNameBytes) {
    throw new NeonRefusal(400, "the database's name must have 1 to 63 bytes");
  }
}
