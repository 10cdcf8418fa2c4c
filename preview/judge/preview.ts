import { judge } from "../../policies/judge";
import type { PackData } from "../../policies/pack-data";
import { SettingsError, type Problem } from "../../settings/problem";
import type { Report } from "../report/report";
import { ProgramError } from "../run/failure";
import { recordStack } from "../run/record-stack";
import type { Recording } from "../run/recording";
import { requireAcceptable } from "../run/refused-inputs";
import type { Program, StackConfig } from "../run/run-program";
import type { Locate } from "../run/source-map";
import { disagreements } from "./agreement";
import { assuranceOf } from "./assurance";
import { toPolicyStack } from "./judging";
import { reportStack } from "./reporting";

/** A stack to preview: its name and the configuration that the engine would hand to the program. */
export interface StackToPreview {
  readonly stack: string;
  readonly config: StackConfig;
}

export interface PreviewOptions {
  readonly project: string;
  readonly stacks: readonly StackToPreview[];
  readonly program: Program;
  readonly policies: PackData;
  readonly locate: Locate;
  /** Whether the report says where every resource is declared, or only those that a rule objects to. */
  readonly everySource: boolean;
  /** Told before each stack runs. */
  readonly onProgress: (stack: string, index: number) => void;
}

/**
 * Runs the program for each stack without a cloud and judges what it declares, each by itself and all together.
 *
 * @throws SettingsError with the problems of every stack, ProgramError with the first other failure, or
 *   RefusedInputsError with every input that a service would refuse.
 */
export async function previewStacks(options: PreviewOptions): Promise<Report> {
  const recordings: Recording[] = [];
  const problems: Problem[] = [];
  for (const [index, { stack, config }] of options.stacks.entries()) {
    options.onProgress(stack, index);
    try {
      recordings.push(await recordStack(options.program, options.project, stack, config));
    } catch (error) {
      if (!(error instanceof SettingsError)) throw new ProgramError(stack, error);
      problems.push(...error.problems);
    }
  }
  if (problems.length === 0) {
    problems.push(
      ...options.stacks.flatMap(({ stack, config }) =>
        disagreements(stack, config, options.policies),
      ),
    );
  }
  if (problems.length > 0) throw new SettingsError(namesOf(options.stacks), problems);
  requireAcceptable(recordings, options.locate);
  const judgement = judge(recordings.map(toPolicyStack), options.policies);
  return {
    stacks: recordings.map((recording, index) => {
      const verdicts = judgement.stacks[index]?.verdicts ?? [];
      return reportStack(recording, verdicts, options.locate, options.everySource);
    }),
    ...assuranceOf(judgement, options.policies),
  };
}

function namesOf(stacks: readonly StackToPreview[]): readonly string[] {
  return stacks.map(({ stack }) => stack);
}
