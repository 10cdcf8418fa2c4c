import { setTimeout as pause } from "node:timers/promises";
import type { EnvironmentSpec } from "../../blueprint/environment";
import { requireVariable } from "../../database/environment";
import { parseConnection } from "../../database/server/connection";
import { NeonApi } from "../../providers/neon/api/neon-api";
import { findEngine } from "../../tools/engine/find";
import { ownWorld as commandLines } from "../bootstrap/own-world";
import { DatabaseHistory } from "./database-history";
import { DisasterError, type World } from "./step";

/** The command lines and credentials of whoever calls. What is missing is missed when it is needed. */
export function ownWorld({ database }: EnvironmentSpec, tell: World["tell"]): World {
  const { ask, run, cloudflare } = commandLines(
    withoutMake(process.env),
    // A failover needs no engine.
    findEngine(process.env)?.root ?? "/",
  );
  const {
    projectName = "",
    organizationId = "",
    name = "",
  } = database?.kind === "durable" ? database : {};
  const projectId = process.env.NEON_PROJECT_ID;
  return {
    ...{ ask, run, tell },
    clock: { now: () => Date.now() / 1_000, sleep: (seconds) => pause(seconds * 1_000) },
    cloudflare: cloudflare ?? {
      find: () => Promise.reject(new DisasterError("CLOUDFLARE_API_TOKEN is not set")),
    },
    database: new DatabaseHistory(
      () =>
        new NeonApi({
          apiKey: requireVariable("NEON_API_KEY", "a key that restores"),
          baseUrl: process.env.NEON_API_URL,
        }),
      { projectName, organizationId, projectId, database: name },
      () =>
        parseConnection("DATABASE_URL", requireVariable("DATABASE_URL", "of the role read_only")),
    ),
  };
}

/** What make tells those that it starts: this command's own variables, which others of the project's refuse. */
function withoutMake(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(environment).filter(([name]) => !/^(?:MAKE|MFLAGS)/.test(name));
  return Object.fromEntries(own);
}
