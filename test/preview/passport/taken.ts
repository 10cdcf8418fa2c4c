import { mkdirSync } from "node:fs";
import { join } from "node:path";
import program = require("../../../index");
import { loadPackData } from "../../../policies/pack-data";
import { compareReports } from "../../../preview/compare/compare";
import { previewStacks } from "../../../preview/judge/preview";
import { readEvidence } from "../../../preview/passport/evidence";
import { passportsOf } from "../../../preview/passport/passport";
import type { Passport, Report } from "../../../preview/report/report";
import { listStacks, readStackConfig } from "../../../settings/stack-file";
import { copyCode } from "../../support/checkout";

/** A project and the code that runs it, each in a folder that a test may change. */
export interface Checkout {
  readonly root: string;
  readonly home: string;
}

export const approvedOn = "2026-11-30";

/** This checkout's code, to be changed. What runs is the code of the test itself. */
export function codeIn(folder: string): string {
  const home = join(folder, "home");
  mkdirSync(home);
  copyCode(home);
  return home;
}

/** What a preview finds in a project on a day. */
export async function reportOn(root: string, today: string): Promise<Report> {
  const before = process.cwd();
  const stacks = listStacks(root).map((stack) => {
    const config = readStackConfig(root, stack);
    if ("problems" in config) throw new Error(JSON.stringify(config.problems));
    return { stack, config: config.value };
  });
  process.chdir(root);
  try {
    return await previewStacks({
      project: "platform",
      stacks,
      program,
      policies: loadPackData(join(root, "policies"), today, undefined),
      locate: () => null,
      everySource: false,
      onProgress: () => undefined,
    });
  } finally {
    process.chdir(before);
  }
}

/** The passports of what a preview found, with the files as they lie there now. */
export function taken({ root, home }: Checkout, base: Report, report: Report): Passport[] {
  const stacks = report.stacks.map(({ stack }) => stack);
  return passportsOf(report, compareReports(base, report), readEvidence(root, home, stacks));
}
