import { readFileSync, writeFileSync } from "node:fs";
import { runCommandLine } from "../../operations/command-line";
import { drawSvg } from "../../rollout/draw/svg";
import { drawInTerminal } from "../../rollout/draw/terminal";
import { judgeEach, type Outcome, uncounted } from "../../rollout/judge/judge";
import { readRecording } from "../../rollout/recorded/recording";
import { UsageError } from "../../settings/usage-error";
import { type JudgeCommand, parseJudge, usage } from "./options";

const exitCodes: Readonly<Record<Outcome | "failed", number>> = {
  promote: 0,
  "roll back": 1,
  failed: 3,
  hold: 4,
};

const usualColumns = 100;

function run({ file, svg, json }: JudgeCommand): Promise<number> {
  const recording = readRecording(file, contentOf(file));
  const { release, limits } = recording;
  const judgements = [...judgeEach(release, limits)];
  if (svg !== undefined) writeFileSync(svg, drawSvg(recording, judgements));
  process.stdout.write(
    json
      ? `${JSON.stringify(judgements, undefined, 2)}\n`
      : drawInTerminal(recording, judgements, process.stdout.columns || usualColumns),
  );
  return Promise.resolve(exitCodes[(judgements.at(-1) ?? uncounted).outcome]);
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

void runCommandLine({ usage, parse: parseJudge, run, failed: exitCodes.failed });
