import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../preview/report/report";
import { findEngine } from "../tools/engine/find";
import type { BenchContext } from "./context";
import { derived, sampled, type Section } from "./figures";
import { run, timeInTurn, type Command } from "./measure";
import { previewOfSample } from "./preview";

const stacks = ["dev", "staging", "production"] as const;
type Stack = (typeof stacks)[number];

/** The real engine on emulated clouds, policies included, against the offline preview of the same stack. */
export async function* measureEngine(context: BenchContext): AsyncGenerator<Section> {
  if (findEngine(process.env) === undefined) {
    const notes = ['left out: there is no Pulumi CLI here; "make engine" finds or builds one'];
    yield { title: "The real engine", extent: {}, figures: [], notes };
    return;
  }
  for (const stack of stacks) yield await measureStack(context, stack);
}

async function measureStack(context: BenchContext, stack: Stack): Promise<Section> {
  const { home, scratch, say, slowRuns } = context;
  const offline = offlinePreview(home, stack);
  const [preview, up] = [
    engineCommand(context, "preview", stack),
    engineCommand(context, "up", stack),
  ];
  say(`deploying ${stack}`);
  await run(up);
  const resources = await countResources(offline, join(scratch, `${stack}.json`), stack);
  const bare = {
    ...preview,
    name: `${preview.name}, unjudged`,
    args: [...preview.args, "--unjudged"],
  };
  const [ours, previews, unjudged, ups] = await timeInTurn(
    [offline, preview, bare, up],
    slowRuns,
    say,
  );
  return {
    title: `The real engine, ${stack} deployed and unchanged`,
    extent: { resources },
    figures: [
      sampled("offline preview", "time", ours),
      sampled("engine's preview", "time", previews),
      derived("per resource", "time", previews.median / resources),
      derived("to the offline preview", "ratio", previews.median / ours.median),
      sampled("engine's preview without the policies", "time", unjudged),
      derived("share of the policies", "ratio", 1 - unjudged.median / previews.median),
      sampled("up that changes nothing", "time", ups),
      derived("per resource", "time", ups.median / resources),
      derived("to the offline preview", "ratio", ups.median / ours.median),
    ],
    notes: [
      "from the start of the command to its end; the engine looks at each resource, no cloud is slow",
    ],
  };
}

function offlinePreview(home: string, stack: Stack): Command {
  const whole = previewOfSample(home);
  return { ...whole, name: `offline preview of ${stack}`, args: [...whole.args, "--stack", stack] };
}

function engineCommand({ home, scratch }: BenchContext, name: string, stack: Stack): Command {
  return {
    name: `engine's ${name} of ${stack}`,
    file: process.execPath,
    args: [
      ...["--import", "tsx", join(home, "engine", "main.ts"), name],
      ...["--stack", stack, "--folder", join(scratch, "engine")],
    ],
    cwd: home,
  };
}

async function countResources(preview: Command, file: string, stack: Stack): Promise<number> {
  await run({ ...preview, args: [...preview.args, "--json", file] });
  const report = JSON.parse(readFileSync(file, "utf8")) as Report;
  return report.stacks.find((reported) => reported.stack === stack)?.resources.length ?? Number.NaN;
}
