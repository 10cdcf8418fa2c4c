import { expect } from "chai";
import type { SandboxStack } from "../../engine/sandbox-stack";
import { operate } from "./support/operation";
import { configOf, describeEngine, TemporarySandbox } from "./support/sandbox";

const own = "dev";
const others = ["staging", "production"];

describeEngine(`the clouds, while ${own} is deployed`, () => {
  const sandbox = new TemporarySandbox();
  let opened: SandboxStack;

  before(async () => {
    opened = await sandbox.open(own);
    await operate(opened.stack, "up");
  });
  after(() => {
    sandbox.dispose();
  });

  it("are asked for changes in its own AWS account only", () => {
    const calls = opened.calls.changes.filter(({ type }) => type.startsWith("aws:"));
    expect(calls.length).to.be.greaterThan(50);
    expect([...new Set(calls.map(({ accountId }) => accountId))]).to.deep.equal([
      textIn(own, "platform:aws", "accountId"),
    ]);
  });

  for (const other of others) {
    it(`hear nothing of ${other}: no account, host, Neon organisation, stack or GitHub environment`, () => {
      const marks = marksOf(other);
      expect(marks.length).to.be.at.least(5);
      for (const call of opened.calls.all) {
        const said = JSON.stringify(call);
        for (const mark of marks) {
          expect(mark.test(said), `${call.operation} ${call.urn} says ${String(mark)}`).to.equal(
            false,
          );
        }
      }
    });
  }

  it("hear of itself, by those same marks", () => {
    const said = opened.calls.all.map((call) => JSON.stringify(call)).join("\n");
    for (const mark of marksOf(own)) expect(mark.test(said), String(mark)).to.equal(true);
  });
});

/** What gives an environment away wherever it is named. */
function marksOf(stack: string): readonly RegExp[] {
  const text = (key: string, property: string) => textIn(stack, key, property);
  return [
    word(text("platform:aws", "accountId")),
    word(configOf(stack).values["platform:host"] ?? "", stack === "production"),
    word(text("platform:neon", "organizationId")),
    word(`acme-${stack}`),
    new RegExp(`"environment":"${stack}(?:-approval)?"`),
    word(text("platform:network", "cidr")),
  ];
}

/** @param isApex - whether names below it are other environments'. */
function word(text: string, isApex = false): RegExp {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  return new RegExp(
    `${isApex ? '"' : String.raw`(?<![\w-])`}${escaped}${isApex ? '"' : String.raw`(?![\w])`}`,
  );
}

function textIn(stack: string, key: string, property: string): string {
  const settings = JSON.parse(configOf(stack).values[key] ?? "{}") as Record<string, unknown>;
  const value = settings[property];
  if (typeof value !== "string") throw new Error(`${stack} has no ${key}.${property}`);
  return value;
}
