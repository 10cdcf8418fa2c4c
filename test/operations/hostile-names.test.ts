import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as fc from "fast-check";
import { describeDrift } from "../../operations/drift/report";
import { describe as describeRecovery } from "../../operations/recover/report";
import type { Outcome } from "../../operations/stack/find/decisions";
import { SettingsError } from "../../settings/problem";
import { describeStragglers } from "../../operations/running/report";
import type { Straggler } from "../../operations/running/stragglers";
import { visible } from "../../settings/visible";
import { projectRoot, sampleProject, swap } from "../support/project";

/** What a terminal acts on, or a reader can't see; line ends are the program's own. */
const acting =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
const nasty = "x\u001b[8m\u202ey\n\u2713 clean\u009b2K";

const arbitraryName = fc
  .array(fc.constantFrom("a", "\u001b[2K", "\n", "\r", "\u202e", "\u2066", "\u0007", "\u009b1m"))
  .map((parts) => parts.join(""));

describe("names of others", () => {
  it("act in no report of an operation, and begin no line", () => {
    fc.assert(
      fc.property(arbitraryName, (name) => {
        const named = { urn: `urn:${name}`, type: name, name };
        const outcome: Outcome = {
          ...named,
          decision: { kind: "ask", because: name, choices: [name] },
        };
        const straggler: Straggler = {
          ...{ urn: named.urn, name, asked: name, runs: name, said: name },
          lag: "another revision",
        };
        const texts = [
          describeDrift("dev", {
            ...{
              lost: [name],
              gone: [name],
              changed: [name],
              unseen: [name],
              unasked: [name],
              forgotten: [],
            },
            orphans: [outcome],
            stragglers: [straggler],
          }),
          describeStragglers("dev", [straggler]),
          describeRecovery({
            stack: "dev",
            lockBroken: name,
            creations: [outcome],
            settled: [{ ...named, operation: name, isThere: true }],
            lost: [{ ...named, id: name }],
            done: true,
          }),
          new SettingsError(name, [{ file: name, key: name, got: name, expected: name, fix: name }])
            .message,
        ];
        for (const text of texts) {
          expect(text).not.to.match(acting);
          expect(text.split("\n")).to.have.length.below(25);
        }
      }),
    );
  });

  it("are spelled out, so that a reader sees what is there", () => {
    expect(visible(nasty)).to.equal("x\\u001b[8m\\u202ey \u2713 clean\\u009b2K");
    expect(visible("a\u{e0041}b")).to.equal("a\\u{e0041}b");
  });

  it("act in nothing that a command says of a folder, a key, a value, a ref or an option", () => {
    const root = sampleProject({
      "Pulumi.dev.yaml": swap("platform:host", '"platform:h\\e\\u202e"'),
    });
    mkdirSync(join(root, "services", nasty));
    renameSync(join(root, "services", "admin"), join(root, "services", `b${nasty}`));
    writeFileSync(join(root, "releases", "dev.json"), JSON.stringify({ [nasty]: {} }));
    const commands = [
      ["preview/start.mjs", "preview", "--root", root],
      ["preview/start.mjs", "preview", "--root", root, "--base", nasty],
      ["preview/start.mjs", "preview", `--${nasty}`],
      ["preview/start.mjs", "preview", "--stack", nasty],
      ["preview/start.mjs", "audit", "--state", nasty],
      ...["drift", "recover", "teardown"].map((name) => [
        ...["--import", "tsx", `operations/${name}/main.ts`, "--stack", nasty],
      ]),
      ["--import", "tsx", "engine/main.ts", "up", "--stack", nasty],
      ["--import", "tsx", "settings/write-stack-file.ts", nasty],
    ];
    for (const command of commands) {
      const { stdout, stderr, status } = spawnSync(process.execPath, command, {
        cwd: projectRoot,
        encoding: "utf8",
        env: { ...process.env, TESTS_READ_PROJECT: "1" },
      });
      expect(status, command.join(" ")).not.to.equal(0);
      expect(stdout + stderr, command.join(" "))
        .to.match(/\\u001b|\\u202e|\\u009b|PULUMI_ACCESS_TOKEN/)
        .and.not.match(acting);
    }
  });
});
