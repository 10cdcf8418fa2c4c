import { parseArgs } from "node:util";
import { readArguments } from "../operations/command-line";
import { type Fault, FaultError, faultUsage, parseFault } from "../sandbox/cloud/faults";
import { type IdentityName, identityNames } from "../sandbox/identities/identity";
import { projectName } from "../settings/stack-file";
import { stackMeant } from "../settings/stack-name";
import { UsageError } from "../settings/usage-error";

/** What the engine does by itself, and what our own operations do with it. */
const commands = ["preview", "up", "refresh", "destroy", "recover", "drift", "teardown"] as const;

export type CommandName = (typeof commands)[number];

export interface SandboxCommand {
  readonly command: CommandName;
  readonly stack: string;
  /** Folder of the state and the emulated clouds, as it was written. */
  readonly folder: string;
  /** Settings that stand in place of the stack file's, by full key. */
  readonly settings: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
  /** Whether the policies judge a preview; they judge every `up`. */
  readonly isJudged: boolean;
  /** Whether all that the engine prints is shown, and not changes and totals alone. */
  readonly isVerbose: boolean;
  /** Whose credentials are used. */
  readonly as: IdentityName;
}

export const defaultFolder = ".sandbox";

export const usage = `Usage:
  make sandbox-preview|up|refresh|destroy ENV=NAME
  make sandbox-recover ENV=NAME        after an update was killed
  make sandbox-teardown ENV=pr-<n>     a pull request's environment, for good
  make sandbox-drift ENV=NAME          what was changed there behind the engine's back
  npm run sandbox -- preview|up|refresh|destroy|recover|drift|teardown --stack NAME [options]

    the real Pulumi engine on emulated clouds, without an account
    --stack NAME        dev, staging, production, shared or pr-<n>
    --config SETTINGS   settings for this run, for example "live=green warm=blue"
    --as WHO            whose credentials, at AWS, Cloudflare, GitHub and Neon (default: administrator):
      administrator  a person's with every right, and the token of GitHub's in docs/runbooks/bootstrap.md
      deploy         the role that deploys, and the tokens of its job and its gate
      preview        the role that previews, the job's own token, and no key
    --folder DIR        where the state and the clouds are kept (default: ${defaultFolder})
    --fault FAULT       what is to go wrong; again for more:
      ${faultUsage.replaceAll("\n", "\n  ")}
    --verbose           all that the engine prints (default: changes, objections and totals)
    --unjudged          a preview without the policies, to see what they cost

Exit codes: 0 done, 1 the engine refused or failed, 2 bad input.
`;

const options = {
  stack: { type: "string" },
  folder: { type: "string" },
  as: { type: "string" },
  config: { type: "string", multiple: true },
  fault: { type: "string", multiple: true },
  unjudged: { type: "boolean" },
  verbose: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** @throws UsageError that says what is expected. */
export function parseCommand(argv: readonly string[]): SandboxCommand | "help" {
  const { values, positionals } = readArguments(usage, () =>
    parseArgs({ args: [...argv], allowPositionals: true, options }),
  );
  if (values.help === true) return "help";
  const [name = "", ...rest] = positionals;
  const command = commands.find((known) => known === name);
  if (command === undefined || rest.length > 0) {
    const got = positionals.length === 0 ? "nothing" : `"${positionals.join(" ")}"`;
    throw new UsageError(`expected one of ${commands.join(", ")}, got ${got}\n\n${usage}`);
  }
  const stack = stackMeant(values.stack ?? "");
  if (stack === "") {
    const example = command === "teardown" ? "pr-7" : "dev";
    throw new UsageError(`${command} needs a stack: make sandbox-${command} ENV=${example}`);
  }
  const isJudged = values.unjudged !== true;
  if (!isJudged && command !== "preview") {
    throw new UsageError(`--unjudged is for preview alone, got ${command}: an update is judged`);
  }
  return {
    command,
    stack,
    folder: values.folder ?? defaultFolder,
    settings: Object.fromEntries((values.config ?? []).flatMap(settingsIn)),
    faults: (values.fault ?? []).map(fault),
    isJudged,
    isVerbose: values.verbose ?? false,
    as: identity(values.as ?? "administrator"),
  };
}

/** Settings with a space between two of them; one in a value, as JSON may have it, separates nothing. */
function settingsIn(text: string): readonly (readonly [string, string])[] {
  return text
    .trim()
    .split(/\s+(?=[\w:]+=)/)
    .map((setting) => {
      const [, key, value] = /^([\w:]+)=(.*)$/s.exec(setting) ?? [];
      if (key === undefined || value === undefined) {
        const expected = 'KEY=VALUE, for example live=green, or several: "live=green warm=blue"';
        throw new UsageError(`--config: got "${setting}", expected ${expected}`);
      }
      return [key.includes(":") ? key : `${projectName}:${key}`, value];
    });
}

function identity(text: string): IdentityName {
  const name = identityNames.find((known) => known === text);
  if (name !== undefined) return name;
  throw new UsageError(`--as: got "${text}", expected one of ${identityNames.join(", ")}`);
}

function fault(text: string): Fault {
  try {
    return parseFault(text);
  } catch (error) {
    if (error instanceof FaultError) throw new UsageError(`--fault: ${error.message}`);
    throw error;
  }
}
