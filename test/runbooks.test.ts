import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Recorded } from "./support/record";
import { recordSample } from "./support/sample";
import { some } from "./support/some";

const folder = "docs/runbooks";
const names = readdirSync(folder).filter((file) => file !== "README.md");
const texts = new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));

/** Options by command, as botocore 1.43.11 has them; the few commands that are the CLI's own stand there by hand. */
const awsCommands = JSON.parse(
  readFileSync("test/fixtures/published/aws-commands.json", "utf8"),
) as Readonly<Record<string, readonly string[]>>;
/** Options that every command of the AWS CLI takes. */
const awsGlobals = ["query", "output", "region", "profile"];

/** https://cli.github.com/manual */
const ghCommands =
  /^(?:api|auth login|pr checks|secret (?:set|list|delete)|variable (?:set|list)|workflow (?:run|enable|disable|list))\b/;
/** Of the engine, by `pulumi help`. */
const pulumiCommands =
  /^(?:login|up|preview|destroy|refresh|import|package add|config set|stack (?:--show-urns|init|export|output)|state unprotect)\b/;

/** Commands that a text names of one program, each up to the end of its code or its line. */
function commandsOf(program: string, text: string): readonly string[] {
  const joined = text.replaceAll("\\\n", " ").replace(/\\\|/g, "|");
  return [...joined.matchAll(new RegExp(`(?:^|[\`$(\\s])${program} ([a-z][^\`|\\n)]*)`, "gm"))].map(
    ([, rest = ""]) => rest.replace(/'[^']*'/g, "''").trim(),
  );
}

describe("a runbook", () => {
  it("names only commands of AWS that there are, with options that they take", () => {
    for (const [name, text] of texts) {
      for (const command of commandsOf("aws", text)) {
        const [service = "", operation = ""] = command.split(/\s+/);
        if (service === "login") continue;
        const options = awsCommands[`${service} ${operation}`];
        expect(options, `aws ${command} in ${name}`).to.be.an("array");
        for (const [, option] of command.matchAll(/\s--([a-z-]+)/g)) {
          expect([...(options ?? []), ...awsGlobals], `aws ${command} in ${name}`).to.include(
            option,
          );
        }
      }
    }
  });

  it("names only commands of GitHub and Pulumi that there are", () => {
    for (const [name, text] of texts) {
      for (const command of commandsOf("gh", text)) expect(command, name).to.match(ghCommands);
      for (const command of commandsOf("(?:npx )?pulumi", text)) {
        expect(command, name).to.match(pulumiCommands);
      }
    }
  });

  it("names clusters, services, secrets, vaults and logs as production has them", async () => {
    const recorded = new Recorded((await recordSample("production")).registrations.values());
    /** Without the product, which is the tests' own, and the stack. */
    const bare = (name: string) => name.replace(/(?<=^|\/)[^/]*?-(?:dev|staging|production)\b/, "");
    const declared = recorded.all.flatMap(({ inputs: { name } }) =>
      typeof name === "string" ? [bare(name)] : [],
    );
    const naming =
      /(?:--(?:cluster|services?|secret-id|backup-vault-name)|aws logs tail) ([a-z/<][\w/<>-]*)/g;
    for (const [name, text] of texts) {
      for (const [said, named = ""] of text.matchAll(naming)) {
        // What is filled in, and what the first hour makes to try it.
        if (/^<(?!product>-)|-probe$/.test(named)) continue;
        expect(declared, `${said} in ${name}`).to.include(bare(named));
      }
    }
  });

  it("that somebody follows says how to know that it is over", () => {
    const followed = ["promotion", "rollback", "alarm", "failover", "restore", "rotate", "access"];
    for (const name of [...followed, "freeze", "emergency-access", "remove"]) {
      expect(texts.get(`${name}.md`), name).to.match(/^## Over when$/m);
    }
  });

  it("stands in the list of all of them", () => {
    const list = readFileSync(join(folder, "README.md"), "utf8");
    for (const name of names) expect(list).to.include(`](${name})`);
  });
});

/** Where each kind of alarm says what it is. */
const alarms = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": "alarmDescription",
  "aws:cloudwatch/eventRule:EventRule": "description",
  "cloudflare:index/notificationPolicy:NotificationPolicy": "description",
} as const;

describe("an alarm", () => {
  for (const stack of ["dev", "staging", "production"]) {
    it(`of ${stack} names the runbook of whoever it calls`, async () => {
      const recorded = new Recorded((await recordSample(stack)).registrations.values());
      for (const [type, key] of Object.entries(alarms)) {
        for (const { name, inputs } of some(recorded.ofType(type))) {
          const said = JSON.stringify(inputs[key]);
          const [, runbook = ""] = / What to do: (docs\/runbooks\/[\w-]+\.md)"$/.exec(said) ?? [];
          expect(existsSync(runbook), `${name}: ${said}`).to.equal(true);
        }
      }
    });
  }
});
