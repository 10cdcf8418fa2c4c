import { buildEngine, NoEngineError } from "./build";
import { findEngine, wantedVersion } from "./find";

const { stderr, stdout, env } = process;

/** Prints the path of a Pulumi CLI, which is built where none is found. */
async function main(): Promise<void> {
  const engine = findEngine(env) ?? (await build());
  stdout.write(`${engine.root}/bin/pulumi\n`);
}

async function build(): ReturnType<typeof buildEngine> {
  stderr.write(`Building the Pulumi CLI ${wantedVersion} from its Go module: some six minutes.\n`);
  try {
    return await buildEngine(env, (packages) => {
      if (stderr.isTTY) stderr.write(`\r${String(packages)} packages`);
    });
  } finally {
    if (stderr.isTTY) stderr.write("\r\u001b[2K");
  }
}

main().catch((error: unknown) => {
  stderr.write(`${error instanceof NoEngineError ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
