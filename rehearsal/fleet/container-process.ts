import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type Running, StartError } from "./running";
import type { Version } from "./routes";

/** How a container's build starts. */
export interface Startable {
  /** Its working directory. */
  readonly folder: string;
  readonly command: readonly string[];
}

interface Definition {
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string }[];
}

/** Milliseconds in which a container has to answer after it was started. */
const patience = 15_000;

/**
 * Starts a container's process with the variables that its task definition declares; of its secrets each has some value.
 *
 * @throws StartError where its program is missing, ends or does not answer.
 */
export async function startContainer(
  { workload, declared }: Version,
  { folder, command: [program = "", ...rest] }: Startable,
): Promise<Running> {
  const { environment = [], secrets = [] } = declared as Definition;
  const port = await freePort();
  const child = spawn(program, rest, {
    cwd: folder,
    stdio: "ignore",
    env: {
      PATH: process.env.PATH,
      // As in its image: the sources stay as they are.
      PYTHONDONTWRITEBYTECODE: "1",
      ...Object.fromEntries(environment.map(({ name, value }) => [name, value])),
      ...Object.fromEntries(secrets.map(({ name }) => [name, "rehearsal"])),
      PORT: String(port),
    },
  });
  let failure: Error | undefined;
  const ended = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      failure = error;
      resolve();
    });
    child.once("exit", () => {
      resolve();
    });
  });
  const isUp = await Promise.race([answers(port), ended.then(() => false)]);
  if (!isUp) {
    child.kill("SIGKILL");
    throw new StartError(`${workload}: ${failure?.message ?? `${program} does not answer`}`);
  }
  return {
    port,
    ended,
    stop: async () => {
      child.kill("SIGTERM");
      const inTime = await Promise.race([ended.then(() => true), pause(3_000, false)]);
      if (!inTime) child.kill("SIGKILL");
      await ended;
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    try {
      await fetch(`http://127.0.0.1:${String(port)}/`, { signal: AbortSignal.timeout(1_000) });
      return true;
    } catch {
      await pause(50);
    }
  }
  return false;
}

/** A port that nobody has; a process that takes it in between makes the start fail. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
