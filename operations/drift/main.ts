import { Stack } from "@pulumi/pulumi/automation";
import { runCommandLine } from "../command-line";
import { ownWorkspace, tellBackend } from "../own-engine";
import { InquiryError } from "../stack/inquiry";
import { EngineError } from "../stack/state-file";
import { findDrift, forbidsUp } from "./drift";
import { type DriftCommand, parseDrift, usage } from "./options";
import { cloudflare, CloudflareError } from "./r2-domains";
import { describeDrift } from "./report";

const exitCodes = { done: 0, person: 1, failed: 3 } as const;

async function run({ stack: stackName }: DriftCommand): Promise<number> {
  const token = process.env.CLOUDFLARE_API_TOKEN ?? "";
  const workspace = await ownWorkspace();
  await tellBackend(workspace, stackName);
  const drift = await findDrift(await Stack.select(stackName, workspace), {
    cloudflare: token === "" ? undefined : cloudflare(token),
  });
  process.stdout.write(describeDrift(stackName, drift));
  if (forbidsUp(drift)) return exitCodes.person;
  return drift.unplanned === undefined ? exitCodes.done : exitCodes.failed;
}

void runCommandLine({
  usage,
  parse: parseDrift,
  run,
  explained: { [exitCodes.failed]: [InquiryError, EngineError, CloudflareError] },
  failed: exitCodes.failed,
});
