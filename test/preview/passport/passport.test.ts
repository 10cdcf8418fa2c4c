import fs, { cpSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import * as fc from "fast-check";
import { approvedAs } from "../../../preview/passport/approved";
import { differences } from "../../../preview/passport/differences";
import type { Passport, Report } from "../../../preview/report/report";
import { reordered } from "../../support/arbitrary-report";
import { sampleProject } from "../../support/project";
import { folderForAll } from "../../support/temporary-folder";
import { innocent } from "./innocents";
import { approvedOn, type Checkout, codeIn, reportOn, taken } from "./taken";
import { bases, tampering } from "./tamperings";

/** `KIT=full` tries all thousand of each. */
const runs = process.env.KIT === "full" ? 1_000 : 12;
const seed = Number(process.env.KIT_SEED ?? Date.now() % 1_000_000);

const waiver = `waivers:
  - rule: bucket-require-parts
    resource: urn:pulumi:production::platform::aws:s3/bucket:Bucket::production-exports
    owner: operations@example.com
    reason: until it is counted
    expires: 2027-01-31
`;

/** Each of them in turn, with its place in the sample beside it where it fails. */
async function eachOf<Sample extends { readonly what: string }>(
  arbitrary: fc.Arbitrary<Sample>,
  hold: (sample: Sample) => Promise<void>,
): Promise<void> {
  for (const [index, sample] of fc.sample(arbitrary, { seed, numRuns: runs }).entries()) {
    await hold(sample).catch((error: unknown) => {
      const place = `KIT_SEED=${String(seed)}, ${String(index)}: ${sample.what}`;
      throw new Error(`${place}: ${String(error)}`, { cause: error });
    });
  }
}

describe("the passport", function () {
  this.timeout(3_600_000);
  let checkout: Checkout;
  let base: Report;
  const otherBases: Report[] = [];
  let head: Report;
  let approved: readonly Passport[];

  const project = (changes = {}) => sampleProject({ "policies/waivers.yaml": waiver, ...changes });

  let folder: string;
  folderForAll((made) => (folder = made));
  before(async () => {
    checkout = { root: project(), home: codeIn(folder) };
    head = await reportOn(checkout.root, approvedOn);
    base = await reportOn(
      project({ "services/admin/deploy.yaml": (text: string) => text.replace("512", "2048") }),
      approvedOn,
    );
    for (const changes of bases) otherBases.push(await reportOn(project(changes), approvedOn));
    approved = taken(checkout, base, head);
  });

  it("is not what was approved after any tampering, and says in whose passport and by what", async () => {
    await eachOf(tampering, async ({ stack, isRead, apply, today = approvedOn, base: other }) => {
      const undo = apply(checkout);
      try {
        const report = isRead ? await reportOn(checkout.root, today).catch(() => undefined) : head;
        // A preview that refuses what it reads stops a deployment by itself.
        if (report === undefined) return;
        const against = other === undefined ? base : (otherBases[other] ?? base);
        const found = differences(approved.map(approvedAs), taken(checkout, against, report));
        const told = found.find((each) => each.stack === stack);
        expect(
          told?.differences.flatMap(({ items }) => items),
          "what differs",
        ).not.to.be.empty;
      } finally {
        undo();
      }
    });
  });

  it("is what was approved on another day, place and machine, and beside what is never applied", async () => {
    await eachOf(innocent, async ({ apply, today, isReordered, isBackwards, foreign }) => {
      const undo = [apply(checkout), ...(isBackwards === true ? [backwards()] : [])];
      try {
        const isSame = today === undefined && foreign === undefined && isBackwards === undefined;
        const report = isSame ? head : await reportOn(checkout.root, today ?? approvedOn);
        const now = taken(checkout, isReordered === true ? reordered(base) : base, report);
        const found = differences(approved.map(approvedAs), now);
        expect(found.filter(({ stack }) => stack !== foreign)).to.deep.equal([]);
      } finally {
        for (const back of undo) back();
      }
    });
  });

  it("is the same of a copy that lies elsewhere", async () => {
    const root = join(folder, "a (copy) of it");
    cpSync(checkout.root, root, { recursive: true, verbatimSymlinks: true });
    const now = taken({ ...checkout, root }, base, await reportOn(root, approvedOn));
    expect(now).to.deep.equal(approved);
  });
});

/** Lists every folder from its end. */
function backwards(): () => void {
  const { readdirSync } = fs;
  Object.assign(fs, {
    readdirSync: (...args: Parameters<typeof readdirSync>) => readdirSync(...args).reverse(),
  });
  syncBuiltinESMExports();
  return () => {
    Object.assign(fs, { readdirSync });
    syncBuiltinESMExports();
  };
}
