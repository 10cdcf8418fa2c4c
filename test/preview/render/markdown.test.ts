import { expect } from "chai";
import * as fc from "fast-check";
import { compareReports } from "../../../preview/compare/compare";
import { lineOf } from "../../../preview/passport/line";
import { passportsOf } from "../../../preview/passport/passport";
import { renderMarkdown } from "../../../preview/render/markdown/markdown";
import { code, fenceFor, prose } from "../../../preview/render/markdown/text";
import type { Values } from "../../../preview/report/report";
import { arbitraryReport, arbitraryText } from "../../support/arbitrary-report";
import { report, StackBuilder } from "../../support/reports";
import { sampleReport } from "../../support/sample-report";

const base = sampleReport();
const head = sampleReport({
  violations: true,
  backupDays: 30,
  productionCidr: "10.31.0.0/16",
  protectData: false,
  services: ["admin", "reports"],
});
const comparison = compareReports(base, head);

/** What stands outside of code fences and code spans, where Markdown and HTML act. */
function acting(markdown: string): string {
  const outside: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split("\n")) {
    const opening = /^`{3,}/.exec(line)?.[0];
    if (fence === undefined && opening !== undefined) fence = opening;
    else if (fence === undefined)
      outside.push(line.replace(/(?<![\\`])(`+)(?!`).*?[^`]\1(?!`)/g, ""));
    else if (line === fence) fence = undefined;
  }
  if (fence !== undefined) throw new Error(`a fence stays open:\n${markdown}`);
  return outside.join("\n");
}

/** Every HTML tag that acts, in order. */
function tags(markdown: string): string[] {
  return acting(markdown).match(/(?<!\\)<\/?[a-z]+>/g) ?? [];
}

function expectBalanced(markdown: string): void {
  const open: string[] = [];
  for (const tag of tags(markdown)) {
    if (tag.startsWith("</")) expect(open.pop(), markdown).to.equal(tag.replace("/", ""));
    else open.push(tag);
  }
  expect(open, markdown).to.deep.equal([]);
  expect(acting(markdown).replace(/\\./g, ""), markdown).not.to.match(/`/);
}

describe("renderMarkdown", () => {
  it("never exceeds the limit and is balanced, whatever the report", () => {
    const limits = fc.integer({ min: 4_000, max: 12_000 });
    fc.assert(
      fc.property(arbitraryReport, arbitraryReport, limits, (before, after, limit) => {
        for (const compared of [undefined, compareReports(before, after)]) {
          const passports = passportsOf(after, compared, { files: new Map(), releases: new Map() });
          const what = after.stacks.map(({ stack }) => stack).join();
          const expectations = [{ text: what, broken: [what, what] }];
          const text = renderMarkdown(after, compared, { limit, passports, expectations });
          expect(text.length).to.be.at.most(limit);
          expectBalanced(text);
        }
      }),
    );
  });

  it("never exceeds the limit with more to say than fits", () => {
    const services = Array.from(
      { length: 400 },
      (_, i) => `service-${String(i)}-${"x".repeat(40)}`,
    );
    const big = sampleReport({ services, violations: true });
    const compared = compareReports(sampleReport({ services, desiredCount: 4 }), big);
    for (const limit of [4_000, 20_000, 64_000]) {
      const text = renderMarkdown(big, compared, { limit });
      expect(text.length).to.be.within(limit * 0.9, limit);
      expectBalanced(text);
      expect(tags(text)).to.include("<details>");
    }
  });

  it("holds with more stacks than a table can show", () => {
    const stacks = Array.from({ length: 500 }, (_, i) => new StackBuilder(`pr-${String(i)}`));
    const text = renderMarkdown(report(...stacks), undefined, { limit: 4_000 });
    expect(text.length).to.be.at.most(4_000);
  });

  it("refuses a limit that nothing useful fits in", () => {
    expect(() => renderMarkdown(head, comparison, { limit: 100 })).to.throw(RangeError);
  });

  it("quotes nothing that notifies anybody or refers to an issue", () => {
    fc.assert(
      fc.property(arbitraryReport, arbitraryReport, (before, after) => {
        const told = after.stacks.map(({ stack }) => ({ text: stack, broken: [stack] }));
        const text = acting(
          renderMarkdown(after, compareReports(before, after), { expectations: told }),
        )
          .replace(/^#+ /gm, "")
          .replace(/([@#])&#8203;/g, "")
          .replace(/&#\d+;/g, "");
        expect(text).not.to.match(/[@#]/);
      }),
    );
  });

  it("says in a table what changes and what is violated in each stack, without what is nowhere", () => {
    const rows = renderMarkdown(head, comparison)
      .split("\n")
      .filter((line) => line.startsWith("|"));
    expect(rows).to.deep.equal([
      "| Stack | Resources | + created | ~ changed | ± may be replaced | - deleted | Passed | Violated | Waived | Could not evaluate | Cost |",
      "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
      "| dev | 53 | 12 | 1 | 0 | 12 | 44 | 0 | 0 | 0 | 1 |",
      "| staging | 80 | 24 | 1 | 0 | 24 | 44 | 0 | 0 | 0 | 1 |",
      "| production | 80 | 24 | 2 | 1 | 24 | 40 | **2** | 1 | 1 | 1 |",
    ]);
  });

  it("puts the table first, then what to look at, the violations, the changes", () => {
    const text = renderMarkdown(head, comparison);
    const places = ["| Stack", "#### Look at", "#### Violations", "<details>"].map((part) =>
      text.indexOf(part),
    );
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
    expect(places[0]).to.be.greaterThan(0);
  });

  it("names a violation with its level, whether it is new, its stack, place and message", () => {
    expect(renderMarkdown(head, comparison)).to.contain(
      '- **backup-require-retention** · mandatory, new · production · `components/data/backup-plan.ts:88`: aws:backup/plan:Plan "production-files-plan" keeps daily backups 30 days; production needs at least 90 (BAK-5). Set rules\\[\\].lifecycle.deleteAfter to 90.\n',
    );
  });

  it("shows changes as a diff below the components around them", () => {
    expect(renderMarkdown(head, comparison)).to.contain(
      [
        "@@ Environment production › Network production-network @@",
        "! ± ec2 Vpc production-network-vpc  components/environment.ts:72",
        '    cidrBlock: "10.30.0.0/16" → "10.31.0.0/16" (may replace)',
        "",
      ].join("\n"),
    );
  });

  it("says nothing of length when everything fits", () => {
    expect(renderMarkdown(head, comparison)).not.to.contain("Left out");
  });

  it("says what it leaves out and where that is", () => {
    const services = Array.from({ length: 30 }, (_, i) => `new-${String(i)}`);
    const big = compareReports(base, sampleReport({ services }));
    const text = renderMarkdown(head, big, { limit: 4_000, whole: "See the artifact." });
    expect(text).to.match(
      /Left out for length: \d+ items?, and the details of \d+\. See the artifact\./,
    );
    expect(text).to.match(/…and \d+ more/);
  });

  it("drops what is created before what is replaced, and never a mandatory violation", () => {
    const services = Array.from({ length: 60 }, (_, i) => `new-${String(i)}`);
    const big = sampleReport({ violations: true, services, productionCidr: "10.31.0.0/16" });
    const text = renderMarkdown(big, compareReports(sampleReport({ services: [] }), big), {
      limit: 4_000,
    });
    expect(text).to.contain("**backup-require-retention** · mandatory, new");
    expect(text).to.contain("! ± ec2 Vpc production-network-vpc");
    expect(text).not.to.contain("new-59");
  });

  for (const [what, inputs, line] of [
    ["replaced", { cidrBlock: "10.1.0.0/16" }, "! ± ec2 Vpc network"],
    ["deleted", undefined, "- ec2 Vpc network"],
  ] as const) {
    it(`drops what is changed before what is ${what}`, () => {
      const network = (size: number, vpc: Values | undefined) => {
        const builder = new StackBuilder("dev");
        for (let i = 0; i < 200; i++) {
          builder.resource("aws:ec2/subnet:Subnet", `subnet-${String(i)}`, { inputs: { size } });
        }
        if (vpc !== undefined) builder.resource("aws:ec2/vpc:Vpc", "network", { inputs: vpc });
        return report(builder);
      };
      const after = network(2, inputs);
      const compared = compareReports(network(1, { cidrBlock: "10.0.0.0/16" }), after);
      const text = renderMarkdown(after, compared, { limit: 4_000 });
      expect(text).to.contain(line).and.not.to.contain("subnet-99");
    });
  }

  it("counts the properties of a resource that it does not list", () => {
    const queue = (value: number) => {
      const builder = new StackBuilder("dev");
      const keys = Array.from({ length: 40 }, (_, i) => [`key${String(i)}`, value]);
      builder.resource("aws:sqs/queue:Queue", "it", { inputs: Object.fromEntries(keys) as Values });
      return report(builder);
    };
    const text = renderMarkdown(queue(2), compareReports(queue(1), queue(2)));
    expect(text).to.contain("    …and 10 more\n");
  });

  it("shows each stack's components without a comparison", () => {
    expect(renderMarkdown(head, undefined)).to.contain("Cell production-blue: 26 resources\n");
  });

  it("says in bold whose data is at risk, before anything is opened", () => {
    const bucket = (name: string) => {
      const builder = new StackBuilder("production");
      builder.resource("aws:s3/bucket:Bucket", "documents", { inputs: { bucket: name } });
      return report(builder);
    };
    const text = renderMarkdown(bucket("b"), compareReports(bucket("a"), bucket("b")));
    expect(text).to.match(/^### Preview: data at risk\n/);
    expect(text).to.contain(
      "<b>production</b>: 1 may be replaced; 1 unchanged; <b>data at risk: s3 Bucket documents</b>",
    );
  });

  it("says what is expected of it and what is against that, and leads with how many are not met", () => {
    const expectations = [
      { text: "deletes nothing", broken: [] },
      { text: "no access gained", broken: ["dev · <b>`x`"] },
    ];
    const text = renderMarkdown(base, compareReports(base, base), { expectations });
    expect(text).to.match(/^### Preview: 1 expectation not met\n/);
    expect(text).to.contain(
      "#### Expected\n\n- ✓ deletes nothing\n- ✗ **no access gained**\n  - `` dev · <b>`x` ``\n",
    );
  });

  it("tells once what differs in nothing but the ids of each environment", () => {
    const firewalls = (port: number) =>
      report(
        ...["staging", "production"].map((stack, index) => {
          const builder = new StackBuilder(stack);
          const rule = { protocol: "tcp", fromPort: port, toPort: port };
          const group = `sg-${String(index).repeat(17)}`;
          builder.resource("aws:ec2/securityGroup:SecurityGroup", `${stack}-web`, {
            inputs: { ingress: [{ ...rule, securityGroups: [group] }] },
          });
          return builder;
        }),
      );
    const text = renderMarkdown(firewalls(2), compareReports(firewalls(1), firewalls(2)));
    expect(text).to.contain(
      "- **Access gained** `staging, production · ec2 SecurityGroup web`\n  - opens tcp 2 to sg-…\n",
    );
  });

  it("ends in the passports, which no length leaves out", () => {
    const services = Array.from({ length: 400 }, (_, i) => `service-${String(i)}`);
    const big = sampleReport({ services, violations: true });
    const passports = passportsOf(big, undefined, { files: new Map(), releases: new Map() });
    const text = renderMarkdown(big, undefined, { limit: 8_000, passports });
    expect(text.length).to.be.at.most(8_000);
    expect(text.trimEnd().split("\n").slice(-4)).to.deep.equal([...passports.map(lineOf), "```"]);
  });

  it("tells what is fixed", () => {
    const text = renderMarkdown(base, compareReports(head, base));
    expect(text).to.contain("#### Fixed\n\n- **backup-require-retention** · fixed · production\n");
  });
});

describe("text of the program in Markdown", () => {
  it("can't leave its code span", () => {
    fc.assert(
      fc.property(arbitraryText, (text) => {
        expect(acting(`a ${code(text)} b`)).to.equal("a  b");
      }),
    );
  });

  it("can't close its fence", () => {
    expect(fenceFor("no backtick")).to.equal("```");
    expect(fenceFor("a ```` b `c`")).to.equal("`````");
  });

  it("keeps its characters as prose, none of them acting", () => {
    expect(prose("a|b `c` <i> [x](y) *z* @you #1 $1$ \\")).to.equal(
      "a\\|b \\`c\\` \\<i\\> \\[x\\](y) \\*z\\* @&#8203;you #&#8203;1 \\$1\\$ \\\\",
    );
  });
});
