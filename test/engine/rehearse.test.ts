import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createColors } from "picocolors";
import type { FaultName } from "../../rehearsal/faults/fault.mjs";
import { rehearse } from "../../rehearsal/rehearse";
import { describe as described, holds } from "../../rehearsal/summary";
import { Timeline } from "../../rehearsal/timeline";
import { type Changes, projectRoot, sampleProject } from "../support/project";
import { describeEngine } from "./support/sandbox";
import { isFull } from "./support/share";

// What is slow beside other tests is slow to the judge as well: a rehearsal takes the machine for itself.
(isFull ? describeEngine : describe.skip)("a rehearsal", () => {
  const folder = mkdtempSync(join(tmpdir(), "platform-rehearsal-"));
  const root = runnable();
  const former = process.cwd();
  after(() => {
    process.chdir(former);
    rmSync(folder, { recursive: true, force: true });
  });

  const play = async (fault: FaultName, workload: string) => {
    const told: string[] = [];
    const screen = { write: (text: string) => told.push(text) };
    const came = await rehearse(
      {
        ...{ root, folder, stack: "staging", fault, workload, rate: 600, speed: 60 },
        signal: new AbortController().signal,
      },
      new Timeline(screen, {}),
    );
    return { came, told: told.join("") + described(came, createColors(false)) };
  };

  it("verifies a good release, takes a bad Worker back at its canary, loses no request, and leaves nothing running", async () => {
    const { came, told } = await play("errors", "accounts");
    expect(holds(came), told).to.equal(true);
    expect(came.bad.reason).to.match(/requests failed/);
    const running = execFileSync("ps", ["-A", "-o", "args="], { encoding: "utf8" });
    expect(running.split("\n").filter((line) => line.includes(folder))).to.deep.equal([]);
  });

  it("has the emulated ECS take a bad container back before a visitor meets it", async () => {
    const { came, told } = await play("crash", "admin");
    expect(holds(came), told).to.equal(true);
    expect(came.bad.reason).to.match(/lifecycle hook failed/);
    expect(came.bad.requests).to.equal(0);
  });
});

/** The fixture with workloads that can be started, each in a line or two. */
function runnable(): string {
  const answer = `createServer((_, answer) => answer.end("ok\\n")).listen(process.env.PORT)`;
  const container = (folder: string): Changes => ({
    [`${folder}/Dockerfile`]: 'FROM node:22-alpine\nCMD ["node", "main.mjs"]\n',
    [`${folder}/main.mjs`]: `import { createServer } from "node:http";\nconst server = ${answer};\nprocess.once("SIGTERM", () => server.close());\n`,
  });
  const root = sampleProject({
    ...container("services/admin"),
    ...container("apps/qis-data-management"),
    "apps/landing-page/Makefile": "build:\n\tmkdir -p dist && cp index.html dist\n",
    "apps/landing-page/index.html": "<!doctype html>\n",
  });
  cpSync(join(projectRoot, "deploy"), join(root, "deploy"), { recursive: true });
  return root;
}
