import { buildEngine, NoEngineError } from "./build";
import { type Engine, findEngine, wantedVersion } from "./find";
import { ProgressLine } from "./progress";

const { stderr, stdout, env } = process;

/** Says which Pulumi CLI there is, and builds one where there is none. */
async function main(): Promise<void> {
  const { root, version } = findEngine(env) ?? (await build());
  stdout.write(`Pulumi CLI ${version}: ${root}/bin/pulumi\n`);
}

async function build(): Promise<Engine> {
  const progress = new ProgressLine(stderr);
  stderr.write(
    `No Pulumi CLI ${wantedVersion} or newer is here: building it from its Go module, once. ` +
      "That takes about six minutes and, until it is done, 3 GB of disk.\n",
  );
  try {
    const engine = await buildEngine(env, (state) => {
      progress.show(state);
    });
    progress.end();
    stderr.write(`Built in ${progress.elapsed()} minutes.\n`);
    return engine;
  } catch (error) {
    progress.end();
    throw error;
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof NoEngineError)) throw error;
  stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
