import { expect } from "chai";
import { judge } from "../../../policies/judge";
import { assuranceOf } from "../../../preview/judge/assurance";
import { summariseLedger } from "../../../preview/render/assurance";
import { renderMarkdown } from "../../../preview/render/markdown/markdown";
import { renderTerminal } from "../../../preview/render/terminal/terminal";
import type { Report, ReportedData, ReportedWaiver } from "../../../preview/report/report";
import { declaring, stackOf } from "../../policies/support/declared";
import { sampleData } from "../../policies/support/sample-data";
import { report } from "../../support/reports";

const bucket = (name: string, stack = "production"): ReportedData => ({
  stack,
  urn: `urn:pulumi:${stack}::platform::aws:s3/bucket:Bucket::${name}`,
  kind: "S3 bucket",
  protections: [
    { means: "backup", every: "day", days: 90, region: "eu-west-3", part: null, by: "plan" },
    { means: "point-in-time", every: null, days: 35, region: null, part: null, by: "plan" },
  ],
  problem: null,
  lastDrill: null,
});

const waiver: ReportedWaiver = {
  rule: "bucket-require-replication",
  resource: "urn:pulumi:production::platform::aws:s3/bucket:Bucket::exports",
  owner: "operations",
  reason: "can be made again",
  expires: "2027-01-31",
  daysLeft: 71,
};

const whole: Report = {
  ...report(),
  ledger: [
    bucket("documents"),
    { ...bucket("exports"), protections: [], problem: "days is a text, not a number" },
    bucket("scratch", "dev"),
  ],
  waivers: [waiver, { ...waiver, rule: "data-require-protect", daysLeft: -3 }],
  parity: {
    percent: 97.5,
    alike: 1_950,
    explained: [{ why: "production is larger", controls: 40 }],
    missing: [
      {
        urn: "urn:pulumi:staging::platform::platform:x:Y$aws:ecs/service:Service::admin",
        control: "networkConfiguration.assignPublicIp: false",
      },
      {
        urn: "urn:pulumi:production::platform::aws:sqs/queue:Queue::mail",
        control: "",
      },
    ],
  },
};

const terminal = (width: number, verbose = false): string =>
  renderTerminal(whole, { colour: false, width, tree: verbose, verbose });

describe("what the policies know beside their verdicts", () => {
  it("stands in a table with a line for each kind of production's data", () => {
    const rows = terminal(110).split("\n");
    const [row, ...others] = rows.filter((line) => line.includes("S3 bucket"));
    expect(row?.split(/\s{2,}/)).to.deep.equal([
      "production",
      "S3 bucket ×2",
      "1/2",
      "day",
      "0–90",
      "0–35",
      "eu-west-3",
      "never",
    ]);
    expect(others).to.deep.equal([]);
  });

  it("is production's and shared's data, or that of whichever stack there is", () => {
    const stacks = (...ledger: readonly ReportedData[]) =>
      renderTerminal(
        { ...report(), ledger },
        { colour: false, width: 110, tree: false, verbose: false },
      )
        .split("\n")
        .flatMap((line) => /^(\w+) +S3 bucket/.exec(line)?.[1] ?? []);
    const dev = bucket("scratch", "dev");
    expect(stacks(dev, bucket("orders"), bucket("state", "shared"))).to.deep.equal([
      "production",
      "shared",
    ]);
    expect(stacks(dev)).to.deep.equal(["dev"]);
  });

  it("has the oldest of several drills, and none where one was never restored", () => {
    const drill = (...dates: readonly (string | null)[]) =>
      summariseLedger(dates.map((lastDrill) => ({ ...bucket("orders"), lastDrill })))[0]?.lastDrill;
    expect(drill("2026-05-01", "2026-02-01")).to.equal("2026-02-01");
    expect(drill("2026-05-01", null)).to.equal("never");
  });

  it("stands in sentences where the table is too wide", () => {
    expect(terminal(60)).to.contain("production · S3 bucket ×2: 1 of 2 protected");
  });

  it("lists every resource of every stack when verbose", () => {
    const text = terminal(200, true);
    expect(text).to.contain(
      "production · S3 bucket documents: backup every day for 90 days in eu-west-3, point in time for 35 days; last drill never",
    );
    expect(text).to.contain("S3 bucket exports: days is a text, not a number");
    expect(text).to.contain("dev · S3 bucket scratch");
  });

  it("lists the waivers with the days that are left", () => {
    const text = terminal(200);
    expect(text).to.contain(
      "bucket-require-replication: 71 days left (until 2027-01-31, operations): can be made again · urn:pulumi",
    );
    expect(text).to.contain("data-require-protect: expired 3 days ago");
  });

  it("tells the figure of parity, and every control that is missing", () => {
    const text = terminal(200);
    expect(text).to.contain(
      "Staging has 1,950 of the 1,952 controls of production that it should (97.5 %); 40 more",
    );
    expect(text).to.contain(
      "aws:ecs/service:Service admin lacks networkConfiguration.assignPublicIp: false",
    );
    expect(text).to.contain("nothing like aws:sqs/queue:Queue mail");
    expect(terminal(200, true)).to.contain("40 on purpose: production is larger");
  });

  it("stands in the comment as well", () => {
    const comment = renderMarkdown(whole, undefined);
    expect(comment).to.contain("#### Waivers");
    expect(comment).to.contain("71 days left");
    expect(comment).to.contain("<b>Backups</b>");
    expect(comment).to.contain("S3 bucket ×2: 1 of 2 protected");
    expect(comment).to.contain("#### Parity");
    expect(comment).to.contain("97.5 %");
    expect(comment).to.contain("networkConfiguration.assignPublicIp");
  });

  it("says nothing where there is nothing to say", () => {
    const text = renderTerminal(report(), {
      colour: false,
      width: 100,
      tree: false,
      verbose: false,
    });
    for (const title of ["Waivers", "Backups", "Parity"]) expect(text).to.not.contain(title);
  });

  it("is asked of the stacks that are there, with the days counted from today", () => {
    const stack = stackOf("production", [
      declaring("aws:secretsmanager/secret:Secret")({ recoveryWindowInDays: 30 }),
    ]);
    const { daysLeft, ...waived } = waiver;
    const elsewhere = { ...waived, resource: waiver.resource.replace("production", "staging") };
    const data = { ...sampleData("2026-11-21"), waivers: [waived, elsewhere] };
    const assurance = assuranceOf(judge([stack], data), data);
    expect(assurance.waivers).to.deep.equal([{ ...waived, daysLeft }]);
    expect(assurance.parity).to.equal(null);
    expect(assurance.ledger).to.have.length(1);
    expect(assurance.ledger[0]).to.deep.include({ stack: "production", kind: "Secret" });
  });
});
