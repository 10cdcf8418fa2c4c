import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parseCommand } from "../../engine/options";
import { contentOf } from "./support/content";
import { projectRoot, samplePack, sampleRoot } from "../support/project";
import { folderForEach } from "../support/temporary-folder";
import { describeEngine } from "./support/sandbox";

describeEngine("make sandbox-up and the like", () => {
  let folder: string;
  folderForEach((made) => (folder = made));

  it("shows what the engine says and nothing else: no warning, no colour in a pipe; then where things are", async () => {
    const { exitCode, stdout, stderr } = await sandbox("up", "--stack", "pr-7", "--folder", folder);
    expect(exitCode, stderr).to.equal(0);
    expect(stdout).to.match(/^Previewing update \(pr-7\):/);
    expect(stdout).to.match(/Resources:\n {4}\+ \d+ created\n/);
    expect(stdout).to.contain(`The state is in ${folder}/state, the clouds in ${folder}/clouds`);
    expect(stdout + stderr).not.to.match(/warning:|\u001b/);
    expect(stderr).to.equal("");
    expect(
      existsSync(join(folder, "state", ".pulumi", "stacks", "platform", "pr-7.json")),
    ).to.equal(true);
    expect(contentOf(folder)).to.contain("pr-7-home-network-vpc");
  });

  it("lets the engine finish what it began when it is interrupted: the next `up` goes on by itself", async () => {
    const up = start("up", "--stack", "pr-7", "--folder", folder);
    const interrupted = finished(up);
    up.stdout?.on("data", (text: Buffer) => {
      if (text.toString().includes(" created (")) up.kill("SIGINT");
    });
    const { exitCode, stdout, stderr } = await interrupted;
    expect(exitCode).to.equal(1);
    expect(stdout).to.match(/cancel/i);
    expect(stderr).not.to.match(/\n\s+at /);
    const next = await sandbox("up", "--stack", "pr-7", "--folder", folder);
    expect(next.exitCode, next.stdout).to.equal(0);
    expect(next.stdout).to.match(/\+ \d+ created\n {4}\d+ unchanged/);
    expect(next.stdout).not.to.contain("pending");
  });

  it("makes a call go wrong on demand, and says how to go on", async () => {
    const fault = "server-error create aws:ec2/vpc:Vpc always";
    const args = ["up", "--stack", "pr-7", "--folder", folder, "--fault", fault];
    const { exitCode, stdout, stderr } = await sandbox(...args);
    expect(exitCode).to.equal(1);
    expect(stdout).to.contain(`Go on with it: make sandbox-up ENV=pr-7 FOLDER=${folder}`);
    expect(stderr).to.equal("");
  });

  it("stops at what the policies refuse, before anything is made", async () => {
    const weak = 'deploy={"branches":["*"],"reviewers":{"staging-preview":[3001]}}';
    const { exitCode, stdout } = await sandbox(
      ...["up", "--stack", "staging", "--folder", folder, "--config", weak],
    );
    expect(exitCode).to.equal(1);
    expect(stdout).to.contain("gate-require-refs: ").and.to.contain('lets the branch "*" in');
    expect(contentOf(folder)).to.equal("");
  });
});

describe("make sandbox-up and the like, called wrongly", () => {
  const mistakes: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["an unknown command", ["deploy"], /expected one of preview, up, .*, got "deploy"/],
    ["no command", [], /expected one of preview, up, .*, got nothing/],
    ["no stack", ["up"], /up needs a stack: make sandbox-up ENV=dev/],
    ["an unknown stack", ["up", "--stack", "prd"], /got {7}the stack "prd"/],
    ["an unknown option", ["up", "--stack", "dev", "--force"], /Unknown option '--force'/],
    ["no setting", ["up", "--stack", "dev", "--config", "live"], /--config: got "live", expected/],
    [
      "a setting of a wrong value",
      ["up", "--stack", "staging", "--config", "live=purple"],
      /platform:live\n {4}got {7}"purple"\n {4}expected {2}one of blue, green/,
    ],
    ["no fault", ["up", "--stack", "dev", "--fault", "boom"], /--fault: fault "boom"/],
    ["a teardown of dev", ["teardown", "--stack", "dev"], /Only a pull request's environment/],
  ];
  for (const [what, args, message] of mistakes) {
    it(`says what is expected: ${what}`, async () => {
      const { exitCode, stdout, stderr } = await sandbox(...args);
      expect(exitCode).to.equal(2);
      expect(stdout).to.equal("");
      expect(stderr).to.match(message);
      expect(stderr).not.to.match(/\n\s+at /);
    });
  }

  it("takes the settings of a switch at once, and a value with spaces as one", () => {
    const settings = (...config: readonly string[]) => {
      const command = parseCommand(["up", "--stack", "dev", ...config]);
      return command === "help" ? command : command.settings;
    };
    const moved = { "platform:live": "green", "platform:warm": "blue" };
    expect(settings("--config", "live=green warm=blue")).to.deep.equal(moved);
    expect(settings("--config", "live=green", "--config", "platform:warm=blue")).to.deep.equal(
      moved,
    );
    expect(settings("--config", 'deploy={"branches": ["*"]} live=green')).to.deep.equal({
      "platform:deploy": '{"branches": ["*"]}',
      "platform:live": "green",
    });
  });

  it("helps", async () => {
    const { exitCode, stdout } = await sandbox("--help");
    expect(exitCode).to.equal(0);
    expect(stdout).to.match(/^Usage:\n/);
  });
});

interface Finished {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function sandbox(...args: readonly string[]): Promise<Finished> {
  return finished(start(...args));
}

function start(...args: readonly string[]): ChildProcess {
  samplePack();
  const main = join(projectRoot, "engine", "main.ts");
  // Nothing of what goes on leaves this machine, so a proxy that leads nowhere must not matter.
  const proxies = { http_proxy: "http://127.0.0.1:9", HTTPS_PROXY: "http://127.0.0.1:9" };
  return spawn(process.execPath, ["--import", "tsx", main, ...args], {
    cwd: sampleRoot(),
    env: { ...process.env, ...proxies },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function finished(child: ChildProcess): Promise<Finished> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  child.stdout?.on("data", (text: Buffer) => stdout.push(text.toString()));
  child.stderr?.on("data", (text: Buffer) => stderr.push(text.toString()));
  const [exitCode] = (await once(child, "close")) as [number];
  return { exitCode, stdout: stdout.join(""), stderr: stderr.join("") };
}
