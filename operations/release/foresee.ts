import type { EngineEvent, PreviewOptions, Stack } from "@pulumi/pulumi/automation";
import { nameOf } from "../../catalog/urn";
import type { Objection } from "../../rollout/stages/objections";
import { type Drift, findDrift } from "../drift/drift";
import type { AskCloudflare } from "../drift/r2-domains";
import { describeOrphan } from "../stack/orphans";
import { planOf } from "../stack/planned";
import { withSettings } from "./stack-up";
import type { Foreseen, Settings } from "./world";

/**
 * Previews an `up` with settings in place of the stack file's, judged by the policies, and where a release ends with others, one
 * with those. Reads from the clouds whether one may be: what held data and is gone, it would make again, empty, and what an
 * earlier one made without hearing of it, twice.
 *
 * @throws CommandError, InquiryError, EngineError, CloudflareError
 */
export async function foreseen(
  stack: Stack,
  { settings, end }: { readonly settings: Settings; readonly end: Settings | undefined },
  options: PreviewOptions,
  { settle, cloudflare }: { readonly settle: number; readonly cloudflare?: AskCloudflare },
): Promise<Foreseen> {
  const planned = (by: Settings) =>
    withSettings(stack, by, (configFile) => planOf(stack, { ...options, configFile }));
  const plan = await planned(settings);
  const refused = plan.failure ?? (end && (await planned(end)).failure);
  const judged = { ...plan, ...(refused !== undefined && { failure: refused }) };
  const drift = await findDrift(stack, { settle, cloudflare, plan: judged });
  return { changes: changesIn(plan.events, drift), objections: objectionsIn(stack.name, drift) };
}

/** What operations of the engine are called; it does others without changing anything. */
const words: Readonly<Record<string, string>> = {
  create: "created",
  import: "imported",
  update: "changed",
  replace: "replaced",
  delete: "deleted",
};

function changesIn(events: readonly EngineEvent[], { stragglers }: Drift): string | undefined {
  const counts = events.flatMap(({ summaryEvent }) =>
    Object.entries(summaryEvent?.resourceChanges ?? {}),
  );
  const said = [
    ...Object.entries(words).flatMap(([op, word]) => {
      const count = counts.find(([name]) => name === op)?.[1] ?? 0;
      return count === 0 ? [] : [`${String(count)} ${word}`];
    }),
    ...stragglers.map(({ name }) => `${name} deployed again, which ECS does not run`),
  ];
  return said.length === 0 ? undefined : said.join(", ");
}

/** Why no `up` may be, each with what a person does about it. */
export function objectionsIn(stack: string, drift: Drift): readonly Objection[] {
  const { lost, unseen, forgotten, orphans, unplanned } = drift;
  return [
    ...lost.map((name) => ({
      what: `${name} is gone, with the data in it: an \`up\` would make it again, empty`,
      fix: "restore it under the same name, and run no `pulumi refresh` until then",
    })),
    ...unseen.map((urn) => ({
      what: `${nameOf(urn)} is not as declared, so that a bucket may be open to everybody at r2.dev`,
      fix: `find out who did it, then: npx pulumi up --stack ${stack} --policy-pack policies --replace '${urn}'`,
    })),
    ...forgotten.map((at) => ({
      what: `a refresh dropped resources from the state at ${at.toISOString()}: whether they held data can't be told any more`,
      fix: `find out with \`pulumi stack history\`; who accepts new, empty ones: make release ENV=${stack} AGAIN="<reason>"`,
      kind: "changed" as const,
    })),
    ...orphans.map((orphan) => ({
      what: `an earlier \`up\` made this without hearing of it, and the next would make a second: ${describeOrphan(orphan)}`,
      fix: `make recover ENV=${stack}`,
    })),
    ...(unplanned === undefined
      ? []
      : [
          { what: unplanned, fix: `mend it; \`make preview ENV=${stack}\` judges the files alone` },
        ]),
  ];
}
