import * as z from "zod";
import { described } from "../described";
import { isMap } from "../parse-text";
import * as values from "../values";

/** Memory in MiB that Fargate offers for each CPU size. */
const fargateMemory: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16_384, 1024),
  4096: steps(8192, 30_720, 1024),
  8192: steps(16_384, 61_440, 4096),
  16384: steps(32_768, 122_880, 8192),
};

function steps(least: number, most: number, step: number): readonly number[] {
  return Array.from({ length: (most - least) / step + 1 }, (_, index) => least + index * step);
}

export const container = described(
  z
    .strictObject({
      host: values
        .dnsLabel({
          meaning: "First label of its host name; the environment's host follows.",
          example: "admin",
          absent: "the workload's name",
        })
        .optional(),
      port: values.whole("Port that the container listens on.", 1024, 65_535, 8080),
      healthCheckPath: values.text(
        { meaning: "Path that answers 200 while it is healthy.", example: "/healthz" },
        "a path of its own that begins with /",
        /^\/(?=.*\w)[\w./-]*$/,
      ),
      cpu: described(z.literal(Object.keys(fargateMemory).map(Number)), {
        meaning: "CPU units, 1024 to a vCPU.",
        expected: `one of ${Object.keys(fargateMemory).join(", ")}`,
        example: 256,
      }),
      memoryMib: values.whole(
        "Memory in MiB, a size that Fargate offers with that cpu.",
        512,
        122_880,
        512,
      ),
      cpuTargetPercent: values
        .whole("Average CPU in percent that autoscaling aims at.", 20, 90, 60)
        .default(60),
      requestsPerTarget: values
        .whole("Requests per task and minute that autoscaling aims at.", 1, 1_000_000, 1000)
        .default(1000),
    })
    .superRefine(
      ({ cpu, memoryMib }, context) => {
        const sizes = fargateMemory[cpu];
        if (sizes === undefined || sizes.includes(memoryMib)) return;
        const [least, next, most] = [sizes[0], sizes[1], sizes.at(-1)].map(Number);
        context.addIssue({
          code: "custom",
          path: ["memoryMib"],
          message:
            cpu === 256
              ? `one of ${sizes.join(", ")} for cpu 256`
              : `${String(least)} to ${String(most)} in steps of ${String(Number(next) - Number(least))} for cpu ${String(cpu)}`,
          params: { fix: `write \`memoryMib: ${String(least)}\` under \`container\`` },
        });
      },
      { when: ({ value }) => isMap(value) && typeof value.memoryMib === "number" },
    ),
  {
    meaning: "The container that ECS runs.",
    expected: "a map with port, healthCheckPath, cpu and memoryMib",
    example: { port: 8080, healthCheckPath: "/healthz", cpu: 256, memoryMib: 512 },
  },
);

const scaleOf = (tier: string, least: number, most: number) =>
  described(
    z
      .strictObject({
        min: values.whole(`Least tasks in ${tier}.`, least, most, least),
        max: values.whole(`Most tasks in ${tier}.`, Math.max(least, 1), most, most),
      })
      .superRefine(
        ({ min, max }, context) => {
          if (max >= min) return;
          context.addIssue({
            code: "custom",
            path: ["max"],
            message: `at least min, ${String(min)}`,
            params: { fix: `write \`max: ${String(min)}\` under \`scale.${tier}\`` },
          });
        },
        { when: ({ value }) => isMap(value) && typeof value.min === "number" },
      ),
    {
      meaning: `Tasks in ${tier}.`,
      expected: "a map with min and max",
      example: { min: least, max: most },
      absent: "the tier's",
    },
  ).optional();

/** Bounds are the rules': dev stays small, production never runs a single task (COST-4, ENV-10). */
export const scale = described(
  z.strictObject({
    dev: scaleOf("dev", 0, 2),
    staging: scaleOf("staging", 1, 50),
    production: scaleOf("production", 2, 200),
  }),
  {
    meaning: "Tasks by environment, where the tier's own numbers do not fit.",
    expected: "a map with dev, staging and production",
    example: { production: { min: 2, max: 4 } },
    absent: "the tier's",
  },
).default({});
