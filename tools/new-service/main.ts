import { columns } from "../../operations/columns";
import { runCommandLine } from "../../operations/command-line";
import { parseNewService, usage } from "./options";
import { writeWorkload } from "./write-workload";

const exitCodes = { written: 0, failed: 3 } as const;

void runCommandLine({
  usage,
  parse: parseNewService,
  run: (command) => {
    const { name } = command;
    const folder = writeWorkload(process.cwd(), command);
    const next = columns([
      [`  make test-app APP=${name}`, "runs its tests"],
      ["  make preview", "shows what it becomes, and what it waits for"],
      [`  make build APP=${name} PUSH=1`, "once it is committed: builds it, and dev runs it"],
    ]);
    process.stdout.write([`${folder} is written. Next:`, ...next, ""].join("\n"));
    return Promise.resolve(exitCodes.written);
  },
  failed: exitCodes.failed,
});
