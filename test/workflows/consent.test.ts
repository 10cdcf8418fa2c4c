import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { job, workflow } from "./support/workflows";

describe("consent.yml", () => {
  const asked = job("consent.yml", "production");

  it("answers with the role of the gate that no job which deploys passes, started by hand alone", () => {
    expect(Object.keys(workflow("consent.yml").on)).to.deep.equal(["workflow_dispatch"]);
    expect(asked.environment).to.equal(job("promote.yml", "production-approval").environment);
    expect(asked.permissions).to.deep.equal({ "id-token": "write" });
    expect(asked.steps[0]?.with).to.include({ "role-to-assume": "${{ vars.AWS_ROLE_ARN }}" });
  });

  /** Runs its script where ECS has these hooks waiting, by cluster and service. */
  function answer(services: string, waiting: Readonly<Record<string, string>>) {
    const folder = mkdtempSync(join(tmpdir(), "consent-"));
    const calls = join(folder, "calls");
    const cases = Object.entries(waiting).map(
      ([deployment, hooks]) => `*" ${deployment} "*) echo "${hooks}" ;;`,
    );
    const fake = `#!/bin/sh
case "$2" in
  list-service-deployments) echo "$4/$6" ;;
  describe-service-deployments) case "$* " in ${cases.join("\n")} esac ;;
  *) echo "$4 $6 $8" >> '${calls}' ;;
esac`;
    writeFileSync(join(folder, "aws"), fake, { mode: 0o755 });
    writeFileSync(calls, "");
    try {
      const { status } = spawnSync("bash", ["-e", "-c", asked.steps.at(-1)?.run ?? ""], {
        env: {
          PATH: `${folder}:${process.env.PATH ?? ""}`,
          ROLE: "arn:aws:iam::333333333333:role/acme-production-approve",
          SERVICES: services,
          ANSWER: "CONTINUE",
          GITHUB_STEP_SUMMARY: join(folder, "summary"),
        },
      });
      return { status, calls: readFileSync(calls, "utf8").split("\n").filter(Boolean) };
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it("answers each hook of the named services that waits, in both cells, and fails where none does", () => {
    const waiting = {
      "acme-production-blue/admin": "hook-1 hook-2",
      "acme-production-green/office": "hook-3",
      "acme-production-green/other": "hook-4",
    };
    expect(answer("admin office", waiting)).to.deep.equal({
      status: 0,
      calls: [
        "acme-production-blue/admin hook-1 CONTINUE",
        "acme-production-blue/admin hook-2 CONTINUE",
        "acme-production-green/office hook-3 CONTINUE",
      ],
    });
    expect(answer("* $(touch x)", waiting)).to.deep.equal({ status: 1, calls: [] });
  });
});
