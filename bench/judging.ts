import { join } from "node:path";
import { build } from "esbuild";
import { platformOf, type BenchContext } from "./context";
import { derived, sampled, type Section } from "./figures";
import { run, sampleOf } from "./measure";

const targets = [250, 2500, 25_000];
const stack = "production";

/** What bench/judge-stack.ts prints. */
export interface Judged {
  readonly resources: number;
  readonly rules: number;
  /** Of each round. */
  readonly seconds: readonly number[];
}

/** The policies alone: stacks of growing size, declared first and then judged in the same process. */
export async function* measureJudging(context: BenchContext): AsyncGenerator<Section> {
  const judge = await buildJudge(context);
  for (const services of await servicesFor(targets, judge)) {
    context.say(`judging ${String(services)} services`);
    const { resources, rules, seconds } = await judge(services, context.runs);
    const sample = sampleOf(seconds);
    yield {
      title: `Judging alone, ${services.toLocaleString("en")} ECS services in ${stack}`,
      extent: { resources, rules },
      figures: [
        sampled("all rules over the stack", "time", sample),
        derived("per resource and rule", "time", sample.median / resources / rules),
      ],
      notes: [],
    };
  }
}

type Judge = (services: number, rounds: number) => Promise<Judged>;

/** Compiled as the preview is: tsx would add a call to each closure, and judging is closures. */
async function buildJudge(context: BenchContext): Promise<Judge> {
  const { home } = context;
  const outfile = join(home, "node_modules", ".cache", "bench", "judge-stack.cjs");
  await build({
    entryPoints: [join(home, "bench", "judge-stack.ts")],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "silent",
  });
  return async (services, rounds) => {
    const { stdout } = await run({
      name: `judging ${String(services)} services`,
      file: process.execPath,
      args: [outfile, platformOf(context, services), stack, String(rounds)],
      cwd: home,
    });
    return JSON.parse(stdout) as Judged;
  };
}

/** Services that make about so many resources; every service makes the same number. */
async function servicesFor(resources: readonly number[], judge: Judge): Promise<number[]> {
  const [few, many] = [1, 11];
  const small = (await judge(few, 0)).resources;
  const each = ((await judge(many, 0)).resources - small) / (many - few);
  return resources.map((wanted) => Math.max(1, Math.round(few + (wanted - small) / each)));
}
