import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { SandboxStack } from "../../engine/sandbox-stack";
import { parseFault } from "../../sandbox/cloud/faults";
import { attempt, operate, type Operation, type OperationName } from "./support/operation";
import { describeEngine, TemporarySandbox } from "./support/sandbox";
import { objectsIn } from "./support/state";

/** Where the clouds hold what nobody else may read. */
const secretProperties: Readonly<Record<string, readonly string[]>> = {
  "aws:secretsmanager/secretVersion:SecretVersion": ["secretString"],
  "neon:index:Role": ["password"],
  "random:index/randomPassword:RandomPassword": ["bcryptHash", "result"],
  "tls:index/privateKey:PrivateKey": ["privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8"],
};

const operations: readonly OperationName[] = ["preview", "up", "refresh", "destroy"];

describeEngine("the secrets of dev", () => {
  const sandbox = new TemporarySandbox();
  let opened: SandboxStack;
  let secrets: readonly string[];
  const printed = new Map<string, string>();

  before(async () => {
    opened = await sandbox.open("dev");
    const { policies } = opened;
    // The first `up` fails where a call carries a secret, the second is whole.
    opened.faults.set([
      parseFault("server-error create aws:secretsmanager/secretVersion:SecretVersion"),
    ]);
    const failed = await attempt(opened.stack, "up");
    expect(failed.failure?.message).to.include("SecretVersion");
    printed.set("failed up", spoken(failed));
    opened.faults.set([]);
    await operate(opened.stack, "up");
    secrets = secretsIn(sandbox.folder);
    for (const name of operations) {
      const judged = name === "preview" || name === "up" ? { policies } : {};
      printed.set(name, spoken(await operate(opened.stack, name, judged)));
    }
  });
  after(() => {
    sandbox.dispose();
  });

  it("are there: generated, Neon's, and connection strings that are made of them", () => {
    expect(secrets.length).to.be.at.least(8);
    expect(secrets.filter((text) => text.startsWith("postgres"))).to.have.lengthOf(3);
  });

  for (const name of ["failed up", ...operations]) {
    it(`are in nothing that ${name} says, to a person or to a program`, () => {
      expect(printed.get(name)?.length).to.be.greaterThan(1000);
      expect(leaksIn(printed.get(name) ?? "")).to.deep.equal([]);
    });
  }

  it("stand in no file of the engine: state, backups, history, checkpoints, logs, settings", () => {
    const files = filesOf(sandbox.folder);
    for (const kind of ["stacks", "backups", "history", "logs", "workspace"]) {
      expect(
        files.some((file) => file.includes(`${kind}/`)),
        kind,
      ).to.equal(true);
    }
    const leaks = files.flatMap((file) =>
      leaksIn(readFileSync(join(sandbox.folder, file)).toString("latin1")).map(
        (secret) => `${file}: ${secret}`,
      ),
    );
    expect(leaks).to.deep.equal([]);
  });

  /** The secrets that a text gives away, also in the forms in which texts carry bytes. */
  function leaksIn(text: string): readonly string[] {
    return secrets.filter((secret) => formsOf(secret).some((form) => text.includes(form)));
  }
});

/**
 * What reaches a person or a pipeline. The SDK's own debug messages repeat what the engine answers, secrets opened; they
 * reach only who asks with `--debug` or reads the engine's event stream.
 */
function spoken({ output, events, failure }: Operation): string {
  const told = events.filter(
    ({ diagnosticEvent }) => String(diagnosticEvent?.severity) !== "debug",
  );
  return [output, JSON.stringify(told), failure?.message ?? ""].join("\n");
}

function secretsIn(folder: string): readonly string[] {
  const values = objectsIn(folder).flatMap(({ type, properties }) =>
    (secretProperties[type] ?? []).map((property) => properties[property]),
  );
  return [...new Set(values.map(String))];
}

function formsOf(secret: string): readonly string[] {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString("base64").replace(/=+$/, ""),
  ];
}

/** Everything but the clouds, which are where secrets belong. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((file) => !file.startsWith("clouds/"));
}
