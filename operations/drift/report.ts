import { nameOf } from "../../catalog/urn";
import { visible } from "../../settings/visible";
import { describeStraggler } from "../running/report";
import { describeOrphan } from "../stack/orphans";
import type { Drift } from "./drift";

/**
 * What a person reads: what is lost comes first, with what to do.
 *
 * @param place - how commands of the sandbox begin. Default: those of a real backend.
 */
export function describeDrift(stack: string, drift: Drift, place: "" | "sandbox-" = ""): string {
  const { lost, gone, changed, unseen, unasked, forgotten, orphans, stragglers, unplanned } = drift;
  const sections = [
    section(
      lost,
      `Gone, with the data in it. Restore it under the same name before the next \`up\`, and run no
\`pulumi refresh\` until then: the state would forget it, and \`up\` make it again, empty.`,
    ),
    section(
      unseen.map(
        (urn) => `npx pulumi up --stack ${stack} --policy-pack policies --replace '${urn}'`,
      ),
      `Not as declared, and no refresh sees it: whether a bucket is open to everybody at r2.dev. Find out who did it, then`,
    ),
    section(
      forgotten.map((at) => at.toISOString()),
      `A refresh dropped resources from the state, and no \`up\` has followed: whether they held data can't be told
any more. Find out with \`pulumi stack history\`; then a person who accepts new, empty ones runs \`pulumi up\`.`,
    ),
    section(
      orphans.map(describeOrphan),
      `There, and not in the state: an earlier \`up\` made it without hearing of it, and the next would make a second one.
\`make ${place}recover ENV=${stack}\` adopts it.`,
    ),
    section(
      stragglers.map(describeStraggler),
      `Does not run what the last \`up\` asked for, and the next would not see it.
\`make running ENV=${stack} AGAIN=1\` has the next \`up\` deploy it again.`,
    ),
    section(
      unplanned?.split("\n") ?? [],
      `What the next \`up\` would create was not looked for, since the program's preview failed.`,
    ),
    section(
      unasked.map(nameOf),
      "Whether a bucket is open at r2.dev was not looked for: set CLOUDFLARE_API_TOKEN to one that reads R2.",
    ),
    section(gone, "Gone, without data; `pulumi up --refresh` makes it again."),
    section(changed, "Not as declared; `pulumi up --refresh` puts it back."),
  ].flat();
  return sections.length === 0
    ? `${stack}: the clouds are as the state says\n`
    : sections.join("\n");
}

function section(items: readonly string[], meaning: string): readonly string[] {
  return items.length === 0
    ? []
    : [`${meaning}\n${items.map((item) => `  ${visible(item)}\n`).join("")}`];
}
