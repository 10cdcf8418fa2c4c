import { platformOf, type BenchContext } from "./context";
import { derived, sampled, type Section } from "./figures";
import { run, timeInTurn } from "./measure";
import { previewOfPlatform } from "./preview";

const sizes = [30, 100, 300, 1000];

/** Linear, with room for the noise of a shared machine; a cost that grows with the size would be far above. */
const mostRatio = 1.25;

/** Whether each workload costs the same, however many there are. */
export async function* measureGrowth(context: BenchContext): AsyncGenerator<Section> {
  const { home, slowRuns, say } = context;
  const commands = sizes.map((size) => previewOfPlatform(home, platformOf(context, size), size));
  for (const command of commands) {
    say(command.name);
    await run(command);
  }
  const samples = await timeInTurn(commands, slowRuns, say);
  const growth = samples.map((sample, index) => {
    const size = sizes[index] ?? Number.NaN;
    return { size, sample, perService: sample.median / size };
  });
  const at = (wanted: number): number =>
    growth.find(({ size }) => size === wanted)?.perService ?? Number.NaN;
  yield {
    title: "Growth, ECS services in each of three environments",
    extent: {},
    figures: [
      ...growth.flatMap(({ size, sample, perService }) => [
        sampled(`${size.toLocaleString("en")} services`, "time", sample),
        derived("per service", "time", perService),
      ]),
      derived("per service, 1,000 to 100", "ratio", at(1000) / at(100), mostRatio),
    ],
    notes: [],
  };
}
