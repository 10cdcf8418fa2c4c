import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import * as fc from "fast-check";
import { load } from "js-yaml";
import { compareReports } from "../../../preview/compare/compare";
import { renderTerminal, type TerminalOptions } from "../../../preview/render/terminal/terminal";
import type { Report, Values } from "../../../preview/report/report";
import { arbitraryReport } from "../../support/arbitrary-report";
import { report, StackBuilder } from "../../support/reports";
import { sampleReport } from "../../support/sample-report";

const plain: TerminalOptions = { colour: false, width: 100, tree: true, verbose: false };

const render = (given: Report, options: Partial<TerminalOptions> = {}): string =>
  renderTerminal(given, { ...plain, ...options });

const lines = (text: string): string[] => text.split("\n");

const lineWith = (text: string, part: string): string => {
  const line = lines(text).find((candidate) => candidate.includes(part));
  if (line === undefined) throw new Error(`no line has "${part}" in:\n${text}`);
  return line.replace(/\s{2,}/g, "  ");
};

describe("renderTerminal", () => {
  const violating = sampleReport({ violations: true, backupDays: 30 });

  it("prints no control character but the newline without colour, whatever the program is named", () => {
    fc.assert(
      fc.property(arbitraryReport, arbitraryReport, fc.boolean(), (base, head, verbose) => {
        for (const comparison of [undefined, compareReports(base, head)]) {
          const text = render(head, { comparison, verbose });
          expect(text).not.to.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
        }
      }),
    );
  });

  it("prints the same with colour, but for the colours", () => {
    fc.assert(
      fc.property(arbitraryReport, arbitraryReport, (base, head) => {
        const comparison = compareReports(base, head);
        const painted = render(head, { comparison, colour: true });
        expect(stripVTControlCharacters(painted)).to.equal(render(head, { comparison }));
        expect(painted).to.contain("\u001b[");
      }),
    );
  });

  for (const width of [80, 120]) {
    it(`keeps every line within ${String(width)} columns`, () => {
      const head = sampleReport({
        violations: true,
        backupDays: 30,
        services: ["admin", "reports"],
      });
      const texts = [
        render(head, { width }),
        render(head, { width, comparison: compareReports(sampleReport(), head) }),
        render(head, { width, verbose: true }),
      ];
      for (const line of texts.flatMap(lines)) expect(line.length, line).to.be.at.most(width);
    });
  }

  it("says what each stack costs, from what it changed, and verbose for what", () => {
    const dearer = (keys: number) => {
      const builder = new StackBuilder("dev");
      for (let n = 0; n < keys; n += 1) builder.resource("aws:kms/key:Key", String(n));
      return report(builder, new StackBuilder("shared"));
    };
    const comparison = compareReports(dearer(1), dearer(3));
    expect(render(dearer(3), { comparison })).to.contain("Cost: dev 3 (+2), shared 0 USD a month");
    expect(render(dearer(3), { verbose: true })).to.contain("dev: keys 3.00");
  });

  describe("names of wide characters", () => {
    /** Trees, lists, folded lines and tables in which the name stands. */
    const drawn = (name: string, options: Partial<TerminalOptions>): string => {
      const platform = (size: number) => {
        const builder = new StackBuilder(name);
        const parent = builder.component(`platform:aws:${name}`, name);
        const urn = builder.resource(`aws:${name}/topic:${name}`, name, {
          parent,
          source: `components/${name}.ts:7`,
          inputs: { [`${name}: size`]: size },
        });
        builder.verdict("tags-require", "violated", { urn, message: `${name}, `.repeat(30) });
        return report(builder, new StackBuilder("dev"));
      };
      const comparison = compareReports(platform(1), platform(2));
      return [undefined, comparison]
        .map((compared) => render(platform(2), { comparison: compared, ...options }))
        .join("\n");
    };

    for (const width of [80, 100]) {
      for (const verbose of [false, true]) {
        it(`keep columns and margins in their place at ${String(width)} columns${verbose ? ", verbose" : ""}`, () => {
          const options = { width, verbose };
          expect(drawn("日本", options).replaceAll("日本", "abcd")).to.equal(
            drawn("abcd", options),
          );
          // What joins the two emojis would be invisible, so it is spelled out.
          const astronaut = drawn("👩‍🚀", options).replaceAll("👩", "ab").replaceAll("🚀", "cd");
          expect(astronaut).to.equal(drawn("ab\u200dcd", options));
        });
      }
    }
  });

  describe("the tree", () => {
    it("counts what each component holds at any depth", () => {
      const text = render(sampleReport());
      expect(lineWith(text, "Cell production-green")).to.equal("  └─ Cell production-green  26");
      expect(lineWith(text, "Environment dev")).to.equal("└─ Environment dev  49");
    });

    it("folds what a component holds itself, by service and kind", () => {
      expect(lineWith(render(sampleReport()), "Subnet")).to.match(
        /ec2 Vpc, Subnet ×6, RouteTable ×6, NatGateway, FlowLog · iam Role$/,
      );
    });

    it("gives each resource its line and its place in the source when verbose", () => {
      const text = render(sampleReport(), { verbose: true });
      expect(lineWith(text, "production-documents-bucket")).to.equal(
        "│  │  ├─ s3 Bucket production-documents-bucket  protected  components/data/object-store.ts:51",
      );
      const drawn = lines(text).filter((line) => /[├└]─ /.test(line)).length;
      const resources = sampleReport().stacks.flatMap((stack) => stack.resources);
      expect(drawn).to.equal(resources.length - 3);
    });

    it("marks the component whose resource violates a policy", () => {
      expect(lineWith(render(violating), "BackupPlan production-files")).to.contain(
        "✗ 1 violation",
      );
      expect(lineWith(render(violating), "BackupPlan dev-files")).not.to.contain("✗");
    });

    it("says how much a stack holds", () => {
      expect(lineWith(render(sampleReport()), "── production")).to.match(
        /80 resources in 10 components$/,
      );
    });
  });

  describe("the policies", () => {
    it("counts all five verdicts of each stack", () => {
      expect(lines(render(violating)).filter((line) => line.startsWith("Policies"))).to.deep.equal([
        "Policies  44 passed · 0 violated · 1 not applicable · 0 waived · 0 could not evaluate",
        "Policies  44 passed · 0 violated · 1 not applicable · 0 waived · 0 could not evaluate",
        "Policies  40 passed · 2 violated · 1 not applicable · 1 waived · 1 could not evaluate",
      ]);
    });

    it("prints a violation with its level, its message without the rule's id, and its place", () => {
      const text = lines(render(violating, { width: 110 }));
      const at = text.findIndex((line) => line.startsWith("✗ backup-require-retention"));
      expect(text[at]).to.match(/mandatory$/);
      expect(text.slice(at + 1, at + 4)).to.deep.equal([
        '  aws:backup/plan:Plan "production-files-plan" keeps daily backups 30 days; production needs at least 90',
        "    (BAK-5). Set rules[].lifecycle.deleteAfter to 90.",
        "    components/data/backup-plan.ts:88",
      ]);
    });

    it("puts mandatory violations before advisory ones, then doubts, then waivers", () => {
      const signs = lines(render(violating)).filter((line) => /^[✗?○] /.test(line));
      expect(signs.map((line) => line.replace(/^(\S) \S+\s+/, "$1 "))).to.deep.equal([
        "✗ mandatory",
        "✗ advisory",
        "? not evaluated",
        "○ waived",
      ]);
    });

    it("lists ten violations of a rule and counts the rest, unless verbose", () => {
      const builder = new StackBuilder("dev");
      for (let i = 0; i < 13; i++) builder.verdict("tags-require", "violated");
      expect(render(report(builder))).to.contain("and 3 more resources; --verbose lists them");
      const verbose = render(report(builder), { verbose: true });
      expect(verbose.match(/set it right/g)).to.have.length(13);
    });
  });

  it("says of a stack without a violation no more than its row, unless asked for the tree", () => {
    const short = render(sampleReport(), { tree: false });
    expect(short).not.to.contain("Environment dev");
    expect(short)
      .to.contain("make preview TREE=1")
      .and.match(/^dev +\d/m);
    const wrong = render(violating, { tree: false });
    expect(wrong).to.contain("── production").and.not.to.contain("── dev");
  });

  it("tells once what concerns several environments, and many resources by their kinds", () => {
    const stack = (name: string, isThere: boolean) => {
      const builder = new StackBuilder(name).verdict("tags-require", "passed");
      for (let n = 0; isThere && n < 6; n++) {
        builder.resource("aws:ec2/subnet:Subnet", `${name}-subnet-${String(n)}`);
      }
      if (isThere) builder.resource("aws:ec2/route:Route", `${name}-route`);
      return builder;
    };
    const [base, head] = [true, false].map((there) =>
      report(stack("dev", there), stack("staging", there)),
    ) as [Report, Report];
    const text = render(head, { comparison: compareReports(base, head) });
    expect(text).to.contain("  dev, staging · ec2 Route, Subnet ×6\n    is deleted\n");
  });

  describe("the last lines", () => {
    const last = (given: Report): string[] => {
      const text = lines(render(given, { width: 120 }));
      return text.slice(text.lastIndexOf("", text.length - 2) + 1, -1);
    };

    it("say clean when nothing is wrong", () => {
      expect(last(sampleReport())).to.deep.equal(["3 stacks, 213 resources, 17 rules: clean"]);
    });

    it("say what fails and what to do", () => {
      expect(last(violating)).to.deep.equal([
        "3 stacks, 213 resources, 17 rules: 1 mandatory violation",
        "Also 1 advisory violation, 1 check that could not be evaluated.",
        "Do what the messages above ask for; none of these rules can be waived.",
      ]);
    });

    it("have the waiver of a violation, as policies/waivers.yaml takes it", () => {
      const builder = new StackBuilder("dev").verdict("tags-require", "violated", {
        waivable: true,
      });
      const [, , ...pasted] = last(report(builder));
      const [waiver] = load(pasted.join("\n")) as readonly Record<string, string>[];
      expect(waiver).to.include({ rule: "tags-require", resource: builder.urn });
      expect(waiver).to.have.all.keys("rule", "resource", "owner", "reason", "expires");
    });

    it("never say clean of a comparison that takes something away", () => {
      const head = sampleReport({ productionCidr: "10.31.0.0/16" });
      const comparison = compareReports(sampleReport(), head);
      const said = lines(render(head, { comparison })).slice(-3).join(" ");
      expect(said).to.match(/Look at \d+ resources? replaced, moved or deleted\./);
    });

    it("never say clean while something advisory is violated or could not be evaluated", () => {
      for (const [status, level] of [
        ["violated", "advisory"],
        ["could-not-evaluate", "mandatory"],
      ] as const) {
        const builder = new StackBuilder("dev").verdict("tags-require", status, { level });
        expect(last(report(builder)).join(" ")).not.to.contain("clean");
      }
    });
  });

  describe("with a comparison", () => {
    const compared = (head: Report, options: Partial<TerminalOptions> = {}): string =>
      render(head, { comparison: compareReports(sampleReport(), head), ...options });

    it("gives a stack without a change one line", () => {
      const text = lines(compared(sampleReport()));
      expect(
        text
          .filter((line) => line !== "")
          .slice(0, 4)
          .map((line) => line.replace(/─{3,}/, "─")),
      ).to.deep.equal([
        "── dev ─ no change in 53 resources",
        "── staging ─ no change in 80 resources",
        "── production ─ no change in 80 resources",
        "── Summary ─",
      ]);
    });

    it("still prints what is violated in a stack without a change", () => {
      const text = render(violating, { comparison: compareReports(violating, violating) });
      expect(lineWith(text, "✗ backup-require-retention")).to.match(/ {2}mandatory$/);
    });

    it("marks a violation that the base did not have", () => {
      expect(lineWith(compared(violating), "✗ backup-require-retention")).to.match(
        /new, mandatory$/,
      );
    });

    it("shows a changed value below its resource, and that below its components", () => {
      const text = lines(compared(sampleReport({ backupDays: 30 }), { width: 90 }));
      const at = text.indexOf("Environment production › BackupPlan production-files");
      expect(text[at + 1]).to.match(
        /^ {2}~ backup Plan production-files-plan .* components\/data\/backup-plan.ts:88$/,
      );
      expect(text[at + 2]).to.equal('      rules["daily"].lifecycle.deleteAfter: 90 → 30');
    });

    it("names the components around changes once", () => {
      const alerts = (size: number) => {
        const builder = new StackBuilder("dev");
        const parent = builder.component("platform:aws:Alerts", "alerts");
        for (const name of ["critical", "warning"]) {
          builder.resource("aws:sns/topic:Topic", name, { parent, inputs: { size } });
        }
        return report(builder);
      };
      const text = render(alerts(2), { comparison: compareReports(alerts(1), alerts(2)) });
      expect(lines(text).filter((line) => line === "Alerts alerts")).to.have.length(1);
    });

    it("shows what may be replaced, and why", () => {
      const text = compared(sampleReport({ productionCidr: "10.31.0.0/16" }));
      expect(lineWith(text, "± ec2 Vpc")).to.contain("production-network-vpc");
      expect(text).to.contain('cidrBlock: "10.30.0.0/16" → "10.31.0.0/16" (may replace)');
    });

    it("folds a new component into one entry, unless verbose", () => {
      const head = sampleReport({ services: ["admin", "qis-data-management", "reports"] });
      expect(lineWith(compared(head), "+ ContainerService dev-blue-reports")).to.contain(
        "11 resources in it",
      );
      expect(compared(head)).not.to.contain("dev-blue-reports-logs");
      expect(compared(head, { verbose: true })).to.contain(
        "+ cloudwatch LogGroup dev-blue-reports-logs",
      );
    });

    it("gives what changes in a component that moves an entry of its own", () => {
      const topic = (place: string, protect = true, more: Values = {}) => {
        const builder = new StackBuilder("dev");
        const parent = builder.component("platform:observe:Alerts", place);
        const inputs = { name: "alerts", ...more };
        builder.resource("aws:sns/topic:Topic", `${place}-topic`, { parent, protect, inputs });
        return report(builder);
      };
      for (const [head, told] of [
        [topic("new", false), "protect: true → false"],
        [topic("new", true, { fifoTopic: true }), "fifoTopic: + true"],
      ] as const) {
        const text = render(head, { comparison: compareReports(topic("old"), head) });
        expect(lineWith(text, "» sns Topic")).to.contain("new-topic");
        expect(text).to.contain(told);
      }
    });

    it("puts lost protection where nobody overlooks it", () => {
      const text = compared(sampleReport({ protectData: false }));
      const at = lines(text).indexOf("! Protection lost");
      expect(lines(text).slice(at + 1, at + 3)).to.deep.equal([
        "  production · s3 Bucket documents-bucket",
        "    protect: true → false",
      ]);
    });

    it("shows the parts of long texts that differ", () => {
      const image = (digest: string) => {
        const builder = new StackBuilder("dev");
        const inputs = {
          image: `registry.example.com/${"long/".repeat(20)}admin@sha256:${digest}`,
        };
        builder.resource("aws:ecs/service:Service", "admin", { inputs });
        return report(builder);
      };
      const head = image("bbbb");
      const text = render(head, { comparison: compareReports(image("aaaa"), head) });
      expect(lineWith(text, "image:")).to.match(/sha256:aaaa" → ".*sha256:bbbb"/);
    });

    it("keeps the values in sight when the path to them is long", () => {
      const nested = (port: number) => {
        const builder = new StackBuilder("dev");
        const inputs = { ["long".repeat(30)]: { port } };
        builder.resource("aws:ecs/service:Service", "admin", { inputs });
        return report(builder);
      };
      const text = render(nested(443), { comparison: compareReports(nested(80), nested(443)) });
      expect(lines(text)).to.include("        80 → 443");
    });

    it("drops the outermost components when the line is too short for all", () => {
      const deep = (size: number) => {
        const builder = new StackBuilder("dev");
        let parent = builder.urn;
        for (const name of ["outermost", "middle", "innermost"]) {
          parent = builder.component("platform:aws:Cell", `${name}-${"x".repeat(40)}`, parent);
        }
        builder.resource("aws:sns/topic:Topic", "alerts", { parent, inputs: { size } });
        return report(builder);
      };
      const comparison = compareReports(deep(1), deep(2));
      const text = render(deep(2), { comparison, width: 70 });
      const place = lines(text).find((line) => line.includes("innermost"));
      expect(place).to.equal(`… › Cell innermost-${"x".repeat(40)}`);
      expect(render(deep(2), { comparison, width: 40 })).to.contain("\n… › Cell innermost-xxx");
    });

    it("says where a moved resource was, and what becomes of it without an alias", () => {
      const topic = (name: string) => {
        const builder = new StackBuilder("dev");
        builder.resource("aws:sns/topic:Topic", name, { inputs: { name: "alerts" } });
        return report(builder);
      };
      const head = topic("new");
      expect(render(head, { comparison: compareReports(topic("old"), head) })).to.contain(
        "was aws:sns/topic:Topic::old; without an alias it is deleted and created again",
      );
    });

    it("shows a new stack whole, and says which is gone", () => {
      const base = report(new StackBuilder("pr-7"));
      const head = report(new StackBuilder("pr-8"));
      const text = render(head, { comparison: compareReports(base, head) });
      expect(lineWith(text, "── pr-8")).to.contain("new stack");
      expect(text).to.contain("no longer declared, still there until `pulumi destroy`: 1 resource");
    });

    it("counts changes of each kind in the table", () => {
      const text = lines(
        compared(sampleReport({ backupDays: 30, productionCidr: "10.31.0.0/16" })),
      );
      const heading = text.findIndex((line) => line.startsWith("Stack "));
      expect(text[heading]?.split(/\s{2,}/).slice(0, 7)).to.deep.equal([
        "Stack",
        "Resources",
        "+",
        "~",
        "±",
        "»",
        "-",
      ]);
      expect(text[heading + 3]?.split(/\s{2,}/).slice(0, 7)).to.deep.equal([
        "production",
        "80",
        "0",
        "1",
        "1",
        "0",
        "0",
      ]);
    });
  });
});
