import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "./problem";
import type { Workload } from "./read-workloads";

/**
 * A workload without what its build begins with: `make build` and the tests would say so, but first when they run. Where
 * a project has no deploy/, its workloads are built elsewhere.
 */
export function checkWorkloadFiles(
  root: string,
  workloads: readonly Workload[],
): readonly Problem[] {
  if (!existsSync(join(root, "deploy", "shared.mk"))) return [];
  return workloads.flatMap(({ folder, manifest: { target } }) => {
    const template = `deploy/app-template/${target}`;
    const missing = (name: string, expected: string): Problem[] =>
      existsSync(join(root, folder, name))
        ? []
        : [
            {
              file: `${folder}/${name}`,
              key: "",
              got: "no such file",
              expected,
              fix: `write it as ${template}/${name}, which \`make new-service\` copies`,
            },
          ];
    const makefile = missing("Makefile", "a Makefile with install, build and test");
    if (makefile.length > 0 || target !== "aws-ecs") return makefile;
    const isImage = readFileSync(join(root, folder, "Makefile"), "utf8").includes("deploy/aws.mk");
    return isImage ? missing("Dockerfile", "what its image is built from") : [];
  });
}
