import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot as root } from "../support/project";
import { some } from "../support/some";
import { environmentsOf, type Job, jobs, names, steps, texts, workflow } from "./support/workflows";

/** Texts between backticks. */
function codes(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/gu)].map(([, code = ""]) => code);
}

function secretsIn(value: Job): readonly string[] {
  return [...JSON.stringify(value).matchAll(/secrets\.(\w+)/gu)].map(([, secret = ""]) => secret);
}

/** What each action asks of GitHub in its job's name, by the documentation of each; a new one is a row here. */
const neededBy: Readonly<Record<string, readonly string[]>> = {
  "./.github/actions/pulumi": ["id-token: write"],
  "actions/checkout": ["contents: read"],
  // Whether a change brings in what is known to be bad.
  "actions/dependency-review-action": ["contents: read"],
  // With a key of its own.
  "actions/create-github-app-token": [],
  // Of another run.
  "actions/download-artifact": ["actions: read"],
  "actions/setup-node": [],
  "actions/upload-artifact": [],
  "github/codeql-action/init": [],
  "github/codeql-action/analyze": ["contents: read", "security-events: write"],
  "aws-actions/configure-aws-credentials": ["id-token: write"],
};

/** The same for calls of GitHub's API in a script ("Permissions required for GitHub Apps"). */
const neededByCall: Readonly<Record<string, string>> = {
  "issues.createComment": "pull-requests: write",
  "issues.listComments": "pull-requests: read",
  "issues.updateComment": "pull-requests: write",
  "pulls.get": "pull-requests: read",
  "pulls.list": "pull-requests: read",
  "pulls.listFiles": "pull-requests: read",
};

/** And for what commands ask with the job's token. */
const neededByCommand: Readonly<Record<string, readonly string[]>> = {
  "gh issue": ["issues: write"],
  "gh workflow": ["actions: write"],
  "make gates": ["checks: read", "pull-requests: read"],
  "make pr-plan": ["pull-requests: read"],
};

function commandsIn(script: string): readonly string[] {
  return Object.entries(neededByCommand).flatMap(([command, needed]) =>
    script.includes(command) ? needed : [],
  );
}

function restCallsIn(script: string): readonly string[] {
  return [...script.matchAll(/github\.rest\.(\w+\.\w+)/gu)].map(([, call = ""]) => {
    const needed = neededByCall[call];
    if (needed === undefined) throw new Error(`neededByCall does not say what ${call} takes`);
    return needed;
  });
}

describe("the rights of a workflow", () => {
  it("give each job what its steps ask of GitHub, and no more", () => {
    for (const { place, value } of some(jobs)) {
      const asked = value.steps.flatMap(({ uses = "", run = "", with: inputs }) => {
        const action = uses.replace(/@.*/u, "");
        if (action === "actions/github-script") return restCallsIn(String(inputs?.script));
        if (uses === "") return commandsIn(run);
        const needed = neededBy[action];
        if (needed === undefined) throw new Error(`neededBy does not say what ${action} asks`);
        return needed;
      });
      const writes = asked.filter((each) => each.endsWith(": write"));
      const reads = asked.filter((each) => !writes.includes(each.replace("read", "write")));
      const given = Object.entries(value.permissions ?? {}).map((pair) => pair.join(": "));
      expect(given, place).to.have.members([...new Set([...writes, ...reads])]);
    }
  });

  it("hold no token that could change who may deploy", () => {
    for (const [name, text] of texts) {
      const named = [...text.matchAll(/secrets\.(\w+)/gu)].map(([, secret]) => secret);
      const known = [
        "CLOUDFLARE_API_TOKEN",
        "NEON_API_KEY",
        "BACKUP_IDENTITY",
        "READER_DATABASE_URL",
        "STAGING_DATABASE_URL",
        "GATE_READER_PRIVATE_KEY",
        "SONAR_TOKEN",
      ];
      expect(known, name).to.include.members(named);
    }
    const minted = steps.filter(({ step }) => step.uses?.includes("/create-github-app-token@"));
    for (const { place, step } of some(minted)) {
      const granted = Object.entries(step.with ?? {}).filter(([key]) =>
        key.startsWith("permission-"),
      );
      expect(granted.length, place).to.be.greaterThan(0);
      for (const [key, access] of granted) expect(access, `${place} ${key}`).to.equal("read");
    }
  });

  it("find in each GitHub environment exactly the secrets that bootstrap tells people to put there", () => {
    const runbook = readFileSync(join(root, "docs/runbooks/bootstrap.md"), "utf8");
    const rows = [...runbook.matchAll(/^\| (`\w[^|]*) \| (none|`[^|]*)/gmu)];
    const told = new Map(
      rows.flatMap(([, gates = "", secrets = ""]) =>
        codes(gates).map((gate) => [gate, codes(secrets)] as const),
      ),
    );
    /** Where a job's secrets lie: in its gates, or beside them all. */
    const placesOf = ({ file, value }: (typeof jobs)[number]): readonly string[] => {
      const gates = environmentsOf(file, value);
      return gates.length > 0 || secretsIn(value).length === 0 ? gates : ["repository"];
    };
    expect([...told.keys()]).to.include.members(jobs.flatMap(placesOf));
    for (const [gate, secrets] of some(told)) {
      const inside = jobs.filter((each) => placesOf(each).includes(gate));
      const used = new Set(inside.flatMap(({ value }) => secretsIn(value)));
      expect(secrets, gate).to.have.members([...used]);
    }
  });

  it("come with every variable that the commands of its steps ask for", () => {
    const reference = readFileSync(join(root, "docs/reference/commands.md"), "utf8");
    const sections = new Map(
      reference.split(/^### /mu).flatMap((section) => {
        const [heading = "", ...lines] = section.split("\n");
        const asked = lines.flatMap((line) => {
          const [, name = "", meaning = ""] = /^ {4}([A-Z][A-Z_]{5,}) +(\S.*)/u.exec(line) ?? [];
          return name === "" || /default|without it|perhaps/u.test(meaning) ? [] : [name];
        });
        return codes(heading).map((command) => [command, asked] as const);
      }),
    );
    const calls = steps.flatMap(({ place, step }) =>
      [...(step.run ?? "").matchAll(/^\s*(make [\w-]+)/gmu)].flatMap(([, command = ""]) =>
        (sections.get(command) ?? []).map((name) => ({
          place,
          command,
          name,
          env: step.env ?? {},
        })),
      ),
    );
    for (const { place, command, name, env } of some(calls)) {
      expect(Object.keys(env), `${place}: ${command}`).to.include(name);
    }
  });

  it("never start with a repository's rights from a pull request's event", () => {
    for (const name of names)
      expect(workflow(name).on, name).not.to.have.property("pull_request_target");
  });
});
