import * as z from "zod";
import { UsageError } from "../../../settings/usage-error";
import { answer } from "../../bootstrap/step";
import { isAlarmed } from "../clouds";
import { type Look, runs, type Scenario, type Step, type World } from "../step";
import { type About, decision, inOrder, taskTimes } from "./about";

const status = z.object({
  workloads: z.array(z.object({ workload: z.string(), version: z.string() })),
});

const [former, again] = ["the former version serves", "what the files say serves again"];

/**
 * A version does wrong: the former one serves again, and what its successor wrote into projections is built anew.
 *
 * @throws UsageError where no version is named.
 */
export function bug(about: About): Scenario {
  const { spec, version = "", reason = "an application's bug" } = about;
  const env = `ENV=${spec.identity.stack}`;
  const [workload = "", number] = version.split("@");
  if (number === undefined) {
    throw new UsageError(
      `VERSION: got "${version}", expected one that was good, as admin@1.1.2: make rollback ${env} lists them`,
    );
  }
  const serves = async (world: World, isMeant: (found: string) => boolean): Promise<Look> => {
    const command = ["make", "--no-print-directory", "release-status", env, "JSON=1"];
    const said = status.safeParse(JSON.parse((await answer(world, command)) ?? "null"));
    const found = said.data?.workloads.find((each) => each.workload === workload)?.version;
    const says = `${workload} runs ${found ?? "nothing that the journal knows"}`;
    return { holds: found !== undefined && isMeant(found), says };
  };
  const released: Pick<Step, "decides" | "target" | "times" | "byHand"> = {
    ...{ decides: "command", target: "everything" },
    times: [...taskTimes, ["ECS keeps the other revision", 600, "declared"]],
    byHand: `make release-status ${env} says what is under way`,
  };
  return {
    means: `${version} serves again`,
    target: "everything",
    steps: [
      decision(
        about,
        {
          ...{ title: "the version does wrong", target: "everything", does: [] },
          times: [["a person decides", undefined, "unknown"]],
          byHand: "Who knows that it does wrong, though no alarm fires, says SAY=go",
        },
        (world) => isAlarmed(world, spec),
      ),
      {
        ...{ ...released, title: former, back: again },
        does: [runs("make", "rollback", env, `VERSION=${version}`, `REASON=${reason}`)],
        look: (world) => serves(world, (found) => found === number),
      },
      ...inOrder(about, "everything"),
    ],
    back: [
      {
        ...{ ...released, title: again, back: former },
        does: [runs("make", "release", env, `AGAIN=${reason}`)],
        look: (world) => serves(world, (found) => found !== number),
      },
      ...inOrder(about, "everything"),
    ],
  };
}
