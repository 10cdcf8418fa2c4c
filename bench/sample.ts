import { join } from "node:path";
import type { BenchContext } from "./context";
import { derived, sampled, type Section } from "./figures";
import { run, timeInTurn, type Command } from "./measure";
import { countExtent, notesOn, previewOfSample } from "./preview";

const mostRatio = 1.5;

/** This repository's own stacks against what any Pulumi program pays first: the import of its SDK. */
export async function* measureSample(context: BenchContext): AsyncGenerator<Section> {
  const { home, runs, scratch, say } = context;
  const preview = previewOfSample(home);
  const sdk: Command = {
    name: `node -e "require('@pulumi/pulumi')"`,
    file: process.execPath,
    args: ["-e", "require('@pulumi/pulumi')"],
    cwd: home,
  };
  say(preview.name);
  const { violations, ...extent } = await countExtent(preview, join(scratch, "sample.json"));
  for (const command of [preview, sdk]) await run(command);
  const [ours, theirs] = await timeInTurn([preview, sdk], runs, say);
  yield {
    title: "The sample, all stacks and policies",
    extent,
    figures: [
      sampled("preview", "time", ours),
      sampled(sdk.name, "time", theirs),
      derived("ratio", "ratio", ours.median / theirs.median, mostRatio),
    ],
    notes: notesOn(violations),
  };
}
