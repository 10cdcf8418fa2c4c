import type { Manifest } from "./manifest/manifest";
import { ownVariable } from "./manifest/variables";
import type { Problem } from "./problem";
import type { Workload } from "./read-workloads";
import { show } from "./show";

/** Bytes that Cloudflare takes of one variable (developers.cloudflare.com/workers/platform/limits). */
const mostOfOne = 5 * 1_024;

/** Bytes for all variables of a container: an ECS task definition has 64 KiB for these and everything else in it. */
const mostOfAll = 48 * 1_024;

/** What ECS writes around a name and a value. */
const around = JSON.stringify({ name: "", value: "" }).length + 1;

/** Whether every vendor takes the variables of its workloads, plain and secret, and each has a name of its own. */
export function checkVariables(workloads: readonly Workload[]): Problem[] {
  const stored = new Map<string, string>();
  return workloads.flatMap(({ name: workload, file, manifest }) => {
    const problems = tooLarge(manifest).map((problem): Problem => ({ file, ...problem }));
    for (const name of Object.keys(manifest.secrets)) {
      const at = { file, key: `secrets.${name}`, got: show(name), fix: "rename it" };
      // Where secrets are kept for all workloads, only letters, digits and _ tell them apart.
      const kept = `${workload}_${name}`.replaceAll("-", "_").toUpperCase();
      const other = stored.get(kept);
      stored.set(kept, `${workload}/${name}`);
      if (ownVariable.test(name)) {
        problems.push({ ...at, expected: "a name that the platform does not set itself" });
      } else if (name in manifest.environment) {
        problems.push({ ...at, expected: "a name that `environment` has not as well" });
      } else if (other !== undefined) {
        problems.push({ ...at, expected: `a name that is not kept as ${kept}, as ${other} is` });
      }
    }
    return problems;
  });
}

function tooLarge({ target, environment }: Manifest): readonly Omit<Problem, "file">[] {
  const fix = "ship it as a file of the build, or keep it in an object store";
  const sizes = Object.entries(environment).map(([name, value]) => ({
    key: `environment.${name}`,
    bytes: Buffer.byteLength(value),
    written: name.length + Buffer.byteLength(JSON.stringify(value)) - 2 + around,
  }));
  if (target !== "aws-ecs") {
    const expected = `at most ${told(mostOfOne)}: Cloudflare takes no longer variable`;
    return sizes
      .filter(({ bytes }) => bytes > mostOfOne)
      .map(({ key, bytes }) => ({ key, got: told(bytes), expected, fix }));
  }
  const sum = sizes.reduce((before, { written }) => before + written, 0);
  if (sum <= mostOfAll) return [];
  const expected = `at most ${told(mostOfAll)} in all: an ECS task definition ends at 64 KiB`;
  return [{ key: "environment", got: told(sum), expected, fix }];
}

function told(bytes: number): string {
  return `${String(bytes)} bytes`;
}
