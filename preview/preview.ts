import { judgeStack, judgeTogether, type PackData, type Verdict } from "../policies/judge";
import { functionModels, resourceModels } from "../sandbox/models";
import { SettingsError, type Problem } from "../settings/problem";
import { assuranceOf } from "./judge/assurance";
import { toPolicyStack } from "./judge/judging";
import { reportStack } from "./judge/reporting";
import type { Report } from "./report/report";
import { ProgramError } from "./run/failure";
import { Recording } from "./run/recording";
import { requireAcceptable } from "./run/refused-inputs";
import { runProgram, type Program, type StackConfig } from "./run/run-program";
import type { Locate } from "./run/source-map";

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
    const recording = new Recording(options.project, stack, resourceModels, functionModels);
    try {
      await runProgram(options.program, recording, config);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw new ProgramError(stack, error);
      problems.push(...error.problems);
    }
    recordings.push(recording);
  }
  if (problems.length > 0) throw new SettingsError(namesOf(options.stacks), problems);
  requireAcceptable(recordings, options.locate);
  const policyStacks = recordings.map(toPolicyStack);
  const together = judgeTogether(policyStacks, options.policies);
  return {
    stacks: recordings.map((recording, index) => {
      const policyStack = policyStacks[index];
      const alone: readonly Verdict[] =
        policyStack === undefined ? [] : judgeStack(policyStack, options.policies);
      const joint = together
        .filter(({ stack }) => stack === recording.stack)
        .map(({ verdict }) => verdict);
      return reportStack(recording, [...alone, ...joint], options.locate, options.everySource);
    }),
    ...assuranceOf(policyStacks, options.policies),
  };
}

function namesOf(stacks: readonly StackToPreview[]): readonly string[] {
  return stacks.map(({ stack }) => stack);
}
