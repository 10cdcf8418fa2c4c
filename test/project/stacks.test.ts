import { join } from "node:path";
import { expect } from "chai";
import { judge } from "../../policies/judge";
import { loadPackData } from "../../policies/pack-data";
import type { PolicyStack } from "../../policies/resource";
import { toPolicyStack } from "../../preview/judge/judging";
import { reportStack } from "../../preview/judge/reporting";
import { jsonChunks } from "../../preview/render/json";
import { containsUnknown, redactMap, secretStrings } from "../../preview/report/tree";
import type { Recording, Registration } from "../../preview/run/recording";
import { readReleases } from "../../settings/release";
import { readWorkloads } from "../../settings/read-workloads";
import { listStacks } from "../../settings/stack-file";
import { projectRoot } from "../support/project";
import { reportOf } from "../support/reports";
import { recordSample } from "../support/sample";

/** The component that a workload becomes. */
const components = {
  "aws-ecs": "platform:aws:ContainerService",
  "cloudflare-worker": "platform:cloudflare:EdgeWorker",
  "cloudflare-pages": "platform:cloudflare:StaticSite",
} as const;

const all = ({ registrations }: Recording): readonly Registration[] => [...registrations.values()];

describe("the project in this checkout", () => {
  const recordings = new Map<string, Promise<Recording>>();
  const record = (stack: string): Promise<Recording> => {
    const recording = recordings.get(stack) ?? recordSample(stack, { root: projectRoot });
    recordings.set(stack, recording);
    return recording;
  };
  const stacks = [...listStacks(projectRoot), "pr-7"];
  const objectionsTo = (judged: readonly PolicyStack[]): readonly string[] =>
    judge(judged, loadPackData(join(projectRoot, "policies")))
      .stacks.flatMap(({ verdicts }) => verdicts)
      .filter(({ level, status }) => level === "mandatory" && status === "violated")
      .map(({ message }) => message);

  for (const stack of stacks) {
    describe(stack, () => {
      it("violates no mandatory rule", async () => {
        expect(objectionsTo([toPolicyStack(await record(stack))])).to.deep.equal([]);
      });

      it("has no input that only a cloud could tell", async () => {
        const unknown = all(await record(stack))
          .filter(({ inputs }) => containsUnknown(inputs))
          .map(({ urn, inputs }) => `${urn} ${JSON.stringify(redactMap(inputs))}`);
        expect(unknown).to.deep.equal([]);
      });

      if (stack === "shared") return;
      it("shows none of its secrets in a report", async () => {
        const recording = await record(stack);
        const report = [
          ...jsonChunks(reportOf([reportStack(recording, [], () => null, false)])),
        ].join("");
        for (const { inputs, outputs } of all(recording)) {
          for (const secret of [...secretStrings(inputs), ...secretStrings(outputs)]) {
            expect(report).not.to.include(JSON.stringify(secret).slice(1, -1));
          }
        }
      });

      it("runs every workload that it has a release of", async () => {
        const { sound, problems } = readWorkloads(projectRoot);
        expect(problems).to.deep.equal([]);
        const releases = readReleases(projectRoot, stack, stack === "pr-7" ? "dev" : undefined);
        const declared = all(await record(stack));
        for (const { name, manifest } of sound.filter((each) => releases.sound.has(each.name))) {
          const running = declared.filter(
            (each) => each.type === components[manifest.target] && each.name.endsWith(`-${name}`),
          );
          expect(running, name).not.to.be.empty;
        }
      });
    });
  }

  it("keeps its environments apart", async () => {
    const together = [];
    for (const stack of stacks) together.push(toPolicyStack(await record(stack)));
    expect(objectionsTo(together)).to.deep.equal([]);
  });
});
