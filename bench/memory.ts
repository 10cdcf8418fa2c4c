import { platformOf, type BenchContext } from "./context";
import { sampled, type Section } from "./figures";
import { run, sampleOf, type Command } from "./measure";
import { peakMemoryOf } from "./peak-memory";
import { previewOfPlatform, previewOfSample } from "./preview";

const megabyte = 1e6;
const services = 100;

/** Peaks of resident memory of everything that a preview starts, with warm caches. */
export async function* measureMemory(context: BenchContext): AsyncGenerator<Section> {
  const { home } = context;
  const sample = previewOfSample(home);
  yield await measurePeak(context, "the sample", sample, 300 * megabyte);
  const platform = previewOfPlatform(home, platformOf(context, services), services);
  yield await measurePeak(context, `${String(services)} ECS services`, platform, 1000 * megabyte);
}

async function measurePeak(
  { slowRuns, say }: BenchContext,
  subject: string,
  command: Command,
  limit: number,
): Promise<Section> {
  say(command.name);
  await run(command);
  const peaks = [];
  for (let round = 1; round <= slowRuns; round += 1) {
    say(`memory of the ${command.name}, run ${String(round)} of ${String(slowRuns)}`);
    peaks.push(await peakMemoryOf(command));
  }
  const unmeasured = Math.max(...peaks.map((peak) => peak.unmeasured));
  return {
    title: `Peak memory, ${subject}`,
    extent: { processes: Math.max(...peaks.map(({ processes }) => processes)) },
    figures: [sampled("peak", "memory", sampleOf(peaks.map(({ bytes }) => bytes)), limit)],
    notes:
      unmeasured === 0
        ? []
        : [`processes that are no Node and not counted in: ${String(unmeasured)}`],
  };
}
