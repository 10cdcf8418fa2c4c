import { resolve } from "node:path";
import { parseArgs } from "node:util";

/** A mistake of the person who called: printed as it is, exit code 2. */
export class UsageError extends Error {}

const commands = ["preview", "up", "refresh", "destroy"] as const;

export interface SandboxCommand {
  readonly command: (typeof commands)[number];
  readonly stack: string;
  /** Folder of the state and the emulated clouds. */
  readonly folder: string;
}

export const usage = `Usage:
  npm run sandbox -- preview|up|refresh|destroy --stack NAME [--folder DIR]

    the real Pulumi engine on emulated clouds, without an account
    --stack NAME      dev, staging, production, shared or pr-<n>
    --folder DIR      where the state and the clouds are kept (default: .sandbox)

Exit codes: 0 done, 1 the engine refused or failed, 2 bad input.
`;

/** @throws UsageError that says what is expected. */
export function parseCommand(argv: readonly string[]): SandboxCommand | "help" {
  const { values, positionals } = read(argv);
  if (values.help === true) return "help";
  const [name = "", ...rest] = positionals;
  const command = commands.find((known) => known === name);
  if (command === undefined || rest.length > 0) {
    throw new UsageError(
      `expected one of ${commands.join(", ")}, got "${positionals.join(" ")}"\n\n${usage}`,
    );
  }
  if (values.stack === undefined || values.stack.trim() === "") {
    throw new UsageError(`${command} needs a stack: npm run sandbox -- ${command} --stack dev`);
  }
  return { command, stack: values.stack, folder: resolve(values.folder ?? ".sandbox") };
}

function read(argv: readonly string[]): {
  values: { stack?: string; folder?: string; help?: boolean };
  positionals: string[];
} {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        stack: { type: "string" },
        folder: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}
