import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as fc from "fast-check";
import { compareReports } from "../../../preview/compare/compare";
import { approvedAs } from "../../../preview/passport/approved";
import { differences } from "../../../preview/passport/differences";
import { lineOf, linesIn } from "../../../preview/passport/line";
import { passportsOf } from "../../../preview/passport/passport";
import { readApproved } from "../../../preview/passport/read-approved";
import { jsonChunks } from "../../../preview/render/json";
import { renderMarkdown } from "../../../preview/render/markdown/markdown";
import { renderDifferences } from "../../../preview/render/terminal/differences";
import type { Passport, Report } from "../../../preview/report/report";
import { UsageError } from "../../../settings/usage-error";
import { arbitraryReport, arbitraryText } from "../../support/arbitrary-report";
import { sampleReport } from "../../support/sample-report";
import { folderForAll } from "../../support/temporary-folder";

const base = sampleReport();
const evidence = { files: new Map([["index.ts", "0"]]), releases: new Map() };
const passportsIn = (report: Report) => passportsOf(report, compareReports(base, report), evidence);
const head = sampleReport({ desiredCount: 4 });
const passports = passportsIn(head);

describe("what was approved", () => {
  let folder: string;
  folderForAll((made) => (folder = made));

  const written = (text: string): string => {
    const file = join(folder, "approved");
    writeFileSync(file, text);
    return file;
  };
  const comment = renderMarkdown(head, compareReports(base, head), { passports });
  const json = (given: readonly Passport[]) => [...jsonChunks(head, given)].join("");
  const production = passports.filter(({ stack }) => stack === "production");

  it("is read from the comment, as GitHub's API hands it over, said twice or once, and from the JSON", () => {
    const [line, ...more] = readApproved(
      written(`${comment}\n${comment}`.replaceAll("\n", "\r\n")),
      "production",
    );
    expect(more).to.deep.equal([]);
    expect(line?.digest).to.equal(production[0]?.digest);
    expect(readApproved(written(json(passports)), undefined)).to.deep.equal(
      passports.map(approvedAs),
    );
  });

  it("names the sections that differ by the comment, and the things in them by the JSON", () => {
    const now = passportsIn(sampleReport({ desiredCount: 5 }));
    const sections = (file: string) =>
      differences(readApproved(file, "production"), now).flatMap((each) => each.differences);
    const byLine = sections(written(comment));
    expect(byLine.map(({ section }) => section)).to.deep.equal(["resources", "changes"]);
    const byJson = sections(written(json(passports)));
    expect(byJson.map(({ section }) => section)).to.deep.equal(["resources", "changes"]);
    expect(byJson[0]?.items?.map(({ name }) => name.split("::").at(-1))).to.include(
      "production-blue-admin-service",
    );
  });

  it("is another one wherever a digit of a file's items is, whatever digests it states", () => {
    const forged = json(passports).replace(/"index\.ts": "\w/g, '"index.ts": "f');
    const found = differences(readApproved(written(forged), undefined), passports);
    expect(found.map(({ stack }) => stack)).to.deep.equal(["dev", "staging", "production"]);
  });

  const refusals: readonly (readonly [what: string, text: string, says: RegExp])[] = [
    ["has none", "expect: nothing", /has no passport of production: expected sha256:/],
    ["has those of others", lineOf({ ...passports[0], stack: "dev" } as Passport), /it has dev/],
    [
      "has two of one stack that differ",
      `${comment}\n${comment.replace("production sha256:", "production sha256:0").replace(/(production sha256:\w{64})\w/, "$1")}`,
      /has passports of production that differ/,
    ],
    ["is another JSON", '{ "stacks": [] }', /is no preview's JSON with passports/],
  ];
  for (const [what, text, says] of refusals) {
    it(`is refused from a file that ${what}`, () => {
      expect(() => readApproved(written(text), "production")).to.throw(UsageError, says);
    });
  }

  it("is refused as a digest of no stack, and as a file that is not there", () => {
    expect(() => readApproved(production[0]?.digest ?? "", undefined)).to.throw(/ENV=<stack>/);
    expect(() => readApproved(join(folder, "none"), "dev")).to.throw(/can't be read/);
  });

  it("is never read from what a report quotes", () => {
    const line = production.map(lineOf).join();
    const hostile = fc.tuple(arbitraryReport, arbitraryText).map(([{ stacks, ...rest }, text]) => ({
      ...rest,
      stacks: stacks.map((stack) => ({
        ...stack,
        notShown: [line, `${text}\n${line}`, `\n\n\`\`\`\n${line}\n`],
        verdicts: stack.verdicts.map((verdict) => ({ ...verdict, message: `\n${line}\n` })),
      })),
    }));
    fc.assert(
      fc.property(hostile, (report) => {
        const text = renderMarkdown(report, undefined, {
          expectations: [{ text: line, broken: [line] }],
        });
        expect(linesIn(text)).to.deep.equal([]);
      }),
    );
  });

  it("and what differs act on no terminal, whatever their names", () => {
    fc.assert(
      fc.property(arbitraryReport, arbitraryReport, (one, other) => {
        const then = passportsOf(one, undefined, evidence).map(approvedAs);
        const found = differences(then, passportsOf(other, undefined, evidence));
        const text = renderDifferences(then, found, { colour: false, width: 80 });
        expect(text).not.to.match(/[\u0000-\u0009\u000b-\u001f\u202e]/);
      }),
    );
  });

  it("says on one screen what differs", () => {
    const other = passportsIn(
      sampleReport({ violations: true, services: ["a", "b"], desiredCount: 9 }),
    );
    const approved = passports.map(approvedAs).filter(({ stack }) => stack === "production");
    const text = renderDifferences(approved, differences(approved, other), {
      colour: false,
      width: 100,
    });
    expect(text.split("\n").length).to.be.within(10, 40);
    expect(text).to.match(/^production is not what was approved\n {2}approved {2}sha256:/);
    expect(text).to.match(
      / {2}resources {1}\d+ differences\n(?: {6}[-+~] .*\n)+ {6}and \d+ more\n/,
    );
  });
});
