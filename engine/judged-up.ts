import type { EngineEvent, Stack, UpOptions } from "@pulumi/pulumi/automation";
import { deployAgain } from "../operations/running/deploy-again";
import { describeStragglers } from "../operations/running/report";
import { findStragglers } from "../operations/running/stragglers";
import { describeOrphan, findOrphans } from "../operations/stack/orphans";

/** `up` would make a second one of something: the message names what is there. */
export class OrphanError extends Error {}

/** ECS does not run what the `up` asked for: the message names the services. */
export class StragglerError extends Error {}

/**
 * `up` as the command line does it: a preview first, so that what the policies refuse is never begun. The Automation
 * API leaves that preview out, and what is judged only on the way has been half made when the policies object. What the
 * preview would create is looked for in the clouds: an answer that was lost leaves no trace in the state. What ECS has
 * taken back, or never started, is deployed again.
 *
 * @param settle - milliseconds until a service surely lists what was made. Default: none, as the emulated clouds.
 * @throws CommandError when the policies, or the engine, refuse.
 * @throws OrphanError, StragglerError, InquiryError, EngineError
 */
export async function judgedUp(stack: Stack, options: UpOptions, settle = 0): Promise<void> {
  await deployAgain(stack, await findStragglers(stack));
  const events: EngineEvent[] = [];
  await stack.preview({ ...options, onEvent: (event) => events.push(event) });
  const orphans = await findOrphans(stack, events, settle);
  if (orphans.length > 0) {
    throw new OrphanError(
      [
        "An earlier `up` made these and never heard of it; this one would make a second of each. Nothing was",
        "changed. `recover` adopts what is there:",
        ...orphans.map((orphan) => `  ${describeOrphan(orphan)}`),
      ].join("\n"),
    );
  }
  await stack.up(options);
  const stragglers = await findStragglers(stack);
  if (stragglers.length > 0) {
    throw new StragglerError(describeStragglers(stack.name, stragglers).trim());
  }
}
