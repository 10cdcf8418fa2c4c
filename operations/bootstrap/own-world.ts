import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { JsonApi } from "../json-api";
import { ownEngine } from "../own-engine";
import type { Command, Ran, World } from "./step";

/**
 * The command lines, credentials and engine of whoever calls.
 *
 * @param engine - folder of the Pulumi CLI. Default: the person's own, without which nothing begins.
 */
export function ownWorld(environment: NodeJS.ProcessEnv, engine = ownEngine()): World {
  const { PATH = "" } = environment;
  const env = {
    ...environment,
    PATH: `${join(engine, "bin")}${delimiter}${PATH}`,
    // Nobody is there to turn its pages.
    AWS_PAGER: "",
    GH_PROMPT_DISABLED: "1",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const vendor = (name: string, address: string, token: string | undefined) =>
    token === undefined
      ? undefined
      : new JsonApi({ name, address, headers: { authorization: `Bearer ${token}` } });
  const { CLOUDFLARE_API_TOKEN, NEON_API_KEY } = environment;
  return {
    ask: (command) => ran(command, env, false),
    run: (command) => ran(command, env, true),
    cloudflare: vendor("Cloudflare", "https://api.cloudflare.com/client/v4", CLOUDFLARE_API_TOKEN),
    neon: vendor("Neon", "https://console.neon.tech/api/v2", NEON_API_KEY),
  };
}

/** Runs a command; one that is not there fails, as in a shell. */
function ran(
  [program = "", ...args]: Command,
  env: NodeJS.ProcessEnv,
  isShown: boolean,
): Promise<Ran> {
  return new Promise((resolve) => {
    const output = isShown ? "inherit" : "pipe";
    const child = spawn(program, args, { env, stdio: ["inherit", output, output] });
    let [stdout, stderr] = ["", ""];
    child.stdout?.on("data", (text: Buffer) => (stdout += text.toString()));
    child.stderr?.on("data", (text: Buffer) => (stderr += text.toString()));
    child.once("error", (error) => {
      resolve({ status: 127, stdout, stderr: error.message });
    });
    child.once("close", (status) => {
      resolve({ status: status ?? 1, stdout, stderr });
    });
  });
}
