import type * as Log from "../../functions/database-roles/migration-log.mjs" with {
  "resolution-mode": "import",
};
import type * as Tasks from "../../functions/database-roles/tasks.mjs" with {
  "resolution-mode": "import",
};
import { Refusal } from "../../providers/server/provider";
import type { ModelValues } from "../model";
import type { Holdings } from "./holdings";
import type { ObjectStore } from "./object-store";

/** Calls a function of Lambda and waits for its answer. */
export const callToken = "aws:lambda/getInvocation:getInvocation";

/** A PostgreSQL of this machine that stands behind every host of the emulated Neon. */
export interface DatabaseServer {
  readonly port: number;
  /** What its certificate is signed by. */
  readonly certificate: string;
}

interface Secret {
  readonly arn: string;
  readonly versionId: string;
}

/** Where a function finds itself. */
interface Clouds {
  readonly holdings: Holdings;
  readonly store: ObjectStore;
  readonly database?: DatabaseServer | undefined;
}

/**
 * Has the function that works on a database do a task: this checkout's code of it, on the server where there is one. Where
 * there is none, no SQL runs: the log of what was applied lies with the emulated Neon's own server, and the same code says
 * what follows from it.
 *
 * @throws Refusal in the provider's words, where there is no such function or it fails
 */
export async function callFunction(args: ModelValues, clouds: Clouds): Promise<ModelValues> {
  const name = String(args.functionName);
  const listed = (type: string) =>
    clouds.holdings.listed(type, typeof args.region === "string" ? args.region : undefined);
  const refusal = (reason: "not found" | "server error", said: string) =>
    new Refusal(reason, `invoking Lambda Function (${name}): ${said}`);
  if (!listed("aws:lambda/function:Function").some(({ properties }) => properties.name === name)) {
    throw refusal("not found", `ResourceNotFoundException: Function not found: ${name}`);
  }
  const urlOf = ({ arn, versionId }: Secret): URL => {
    const found = listed("aws:secretsmanager/secretVersion:SecretVersion").find(
      ({ properties }) => properties.arn === arn && properties.versionId === versionId,
    );
    return new URL(String(found?.properties.secretString));
  };
  try {
    const asked = JSON.parse(String(args.input)) as Tasks.Task & Record<"migrator", Secret>;
    const result = await (clouds.database === undefined
      ? performOnLog(asked, urlOf(asked.migrator).hostname, clouds.store)
      : performOn(clouds.database, asked, urlOf));
    return { ...args, result: JSON.stringify(result) };
  } catch (error) {
    const { name: errorType, message: errorMessage } = error as Error;
    throw refusal("server error", JSON.stringify({ errorType, errorMessage, trace: [] }));
  }
}

async function performOn(
  { port, certificate }: DatabaseServer,
  asked: Tasks.Task & Record<"migrator", Secret>,
  urlOf: (secret: Secret) => URL,
): Promise<Tasks.Answer> {
  const { performTask } = await import("../../functions/database-roles/index.mjs");
  const readSecret = (secret: Secret) => {
    const url = urlOf(secret);
    url.host = `localhost:${String(port)}`;
    return Promise.resolve(url.href);
  };
  const { migrator } = asked;
  const event = { ...asked, app: migrator, readOnly: migrator };
  return performTask(event, { readSecret, certificates: certificate });
}

async function performOnLog(
  asked: Tasks.Task,
  host: string,
  store: ObjectStore,
): Promise<Tasks.Answer> {
  const { checksum, standing, title } =
    await import("../../functions/database-roles/migration-log.mjs");
  const { verifyLog } = await import("../../functions/database-roles/verify.mjs");
  const [found] = ["neon:index:Project", "neon:index:Endpoint"].flatMap((type) => {
    const shelf = { type, accountId: "", region: "" };
    const server = store.on(shelf).find(({ properties }) => properties.host === host);
    return server === undefined ? [] : [{ shelf, server }];
  });
  if (found === undefined) throw new Error(`getaddrinfo ENOTFOUND ${host}`);
  const { shelf, server } = found;
  const log = (server.runtime?.migrations ?? []) as readonly Log.Entry[];
  const nothing = { ran: [], waited: 0, applied: [], problems: [], missing: [], strange: [] };
  if (asked.task === "rebuild") return nothing;
  const { applied, pending, problems } = standing(log, asked.migrations);
  const write = (way: Log.Way, ran: readonly Log.Migration[]): Tasks.Answer => {
    if (problems.length > 0) throw new Error(problems.join("\n"));
    const entries = ran.map((each): Log.Entry => {
      return { number: each.number, name: each.name, checksum: checksum(each), way, state: "done" };
    });
    const runtime = { ...server.runtime, migrations: [...log, ...entries] };
    store.put(shelf, { ...server, runtime });
    return { ...nothing, ran: ran.map(title) };
  };
  switch (asked.task) {
    case "migrate":
      return write("up", pending);
    case "back":
      return write(
        "back",
        asked.migrations.filter(({ number }) => number === asked.number),
      );
    case "standing":
      return { ...nothing, applied, problems };
    case "verify":
      return { ...nothing, ...verifyLog(log, asked.migrations) };
    case "seed":
      return { ...nothing, ran: ["seed"] };
  }
}
