import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { platformStacks, writePlatform } from "../../bench/platform";
import { previewOfPlatform } from "../../bench/preview";
import type { Report } from "../../preview/report/report";
import { folderForAll } from "../support/temporary-folder";

const home = join(__dirname, "..", "..");
const services = 3;

describe("a generated platform", () => {
  let folder: string;
  let output: string;
  let code: number | null;
  let report: Report;

  folderForAll((made) => {
    folder = made;
    writePlatform(folder, services);
    const json = join(folder, "report.json");
    const { file, args, cwd } = previewOfPlatform(home, folder, services);
    const preview = spawnSync(file, [...args, "--json", json], { cwd, encoding: "utf8" });
    output = `${preview.stdout}${preview.stderr}`;
    code = preview.status;
    if (code !== 0 && code !== 1) throw new Error(output);
    report = JSON.parse(readFileSync(json, "utf8")) as Report;
  });

  it("previews clean", () => {
    expect(code, output).to.equal(0);
  });

  it("has the three environments and nothing else", () => {
    expect(report.stacks.map(({ stack }) => stack)).to.deep.equal([...platformStacks]);
  });

  for (const [what, type, each] of [
    ["an ECS service per workload", "aws:ecs/service:Service", services],
    ["a secret per workload", "aws:secretsmanager/secret:Secret", services],
    ["one load balancer", "aws:lb/loadBalancer:LoadBalancer", 1],
    ["one backup plan", "aws:backup/plan:Plan", 1],
    ["no Worker", "cloudflare:index/worker:Worker", 0],
    ["no database", "neon:index:Project", 0],
  ] as const) {
    it(`has ${what} in each environment`, () => {
      const counts = report.stacks.map(
        ({ resources }) =>
          // The hook's own certificate is a secret as well, and no workload's.
          resources.filter((each) => each.type === type && !each.name.includes("-hook-")).length,
      );
      expect(counts).to.deep.equal(platformStacks.map(() => each));
    });
  }
});
