import { expect } from "chai";
import { judgedUp } from "../../engine/judged-up";
import { accessRules } from "../../policies/pack/access";
import { backupRules } from "../../policies/pack/backup";
import { edgeRules } from "../../policies/pack/edge";
import { hygieneRules } from "../../policies/pack/hygiene";
import { networkRules } from "../../policies/pack/network";
import { releaseRules } from "../../policies/pack/release";
import { secretsRules } from "../../policies/pack/secrets";
import { toPolicyStack } from "../../preview/judge/judging";
import { judgeAlone } from "../policies/support/judge-alone";
import { sampleData } from "../policies/support/sample-data";
import { recordSample } from "../support/sample";
import { breakages, broken } from "./support/breakages";
import { attempt, type Operation } from "./support/operation";
import { sandboxForEach } from "./support/fresh-sandbox";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";
import { share } from "./support/share";
import { objectsIn } from "./support/state";

const stacks = share<readonly string[]>({
  seeded: ["shared", "dev"],
  full: ["shared", "dev", "staging", "production"],
});

/** Of each, the breakages violate something. */
const groups = [
  accessRules,
  backupRules,
  edgeRules,
  hygieneRules,
  networkRules,
  releaseRules,
  secretsRules,
];

describeEngine("a policy on the engine", () => {
  let sandbox: TemporarySandbox;
  sandboxForEach((made) => (sandbox = made));

  for (const stack of stacks) {
    it(`stops preview and \`up\` of ${stack} before the clouds are asked to make anything`, async () => {
      const untagged = broken([{ type: "aws:kms/key:Key", change: { tags: {} } }]);
      const opened = await sandbox.open(stack, untagged);
      const { policies, calls } = opened;
      const preview = await attempt(opened.stack, "preview", { policies });
      expect(preview.failure?.message).to.include("tags-require");

      let refused: unknown;
      await judgedUp(opened.stack, { policyPacks: [policies] }).catch((error: unknown) => {
        refused = error;
      });
      expect(String(refused)).to.include("tags-require");
      expect(calls.changes).to.deep.equal([]);
      expect(objectsIn(sandbox.folder)).to.deep.equal([]);
    });
  }

  it(`judges as the offline preview does, rule by rule, in ${String(breakages.length)} ways to break production`, async () => {
    const program = broken(breakages);
    const opened = await sandbox.open("production", program);
    const { policies } = opened;
    const judged = verdictsIn(await attempt(opened.stack, "preview", { policies }));
    const offline = await violationsOffline("production", program);

    expect(new Set(offline.map(({ rule }) => rule)).size).to.be.at.least(15);
    for (const group of groups) {
      expect(offline.some(({ rule }) => group.some(({ id }) => id === rule))).to.equal(true);
    }
    const violated = offline.map(lineOf).sort();
    const known = judged.violated.map(lineOf).sort();
    // What a preview can't know yet is said to be unjudged, and never passes.
    const undecided = violated.filter((line) => !known.includes(line));
    expect(undecided.length).to.be.at.most(judged.waiting);
    expect(known.filter((line) => !violated.includes(line))).to.deep.equal([]);
    expect(known.length).to.be.greaterThan(undecided.length);
  });

  it("finds nothing in production as it is, as the offline preview does", async () => {
    const opened = await sandbox.open("production");
    const { policies } = opened;
    const preview = await attempt(opened.stack, "preview", { policies });
    expect(preview.failure?.message).to.equal(undefined);
    expect(verdictsIn(preview).violated).to.deep.equal([]);
    expect(await violationsOffline("production")).to.deep.equal([]);
  });
});

interface Objection {
  readonly rule: string;
  readonly urn: string;
}

function lineOf({ rule, urn }: Objection): string {
  return `${rule} ${urn}`;
}

/** What the engine says that the pack said. */
function verdictsIn({ events }: Operation): {
  readonly violated: readonly Objection[];
  /** How many are left to the update. */
  readonly waiting: number;
} {
  const said = events.flatMap(({ policyEvent }) =>
    policyEvent === undefined ? [] : [policyEvent],
  );
  const isSum = ({ policyName }: { readonly policyName: string }) => policyName === "verdicts-wait";
  const sums = said.filter(isSum);
  expect(sums.length, "one line for the stack").to.be.at.most(1);
  return {
    violated: said
      .filter((event) => !isSum(event))
      .map((event) => ({ rule: event.policyName, urn: event.resourceUrn ?? "" })),
    waiting: Number(/(\d+) verdicts? waits? /.exec(sums[0]?.message ?? "")?.[1] ?? 0),
  };
}

async function violationsOffline(
  stack: string,
  program = broken([]),
): Promise<readonly Objection[]> {
  const recording = await recordSample(stack, { program });
  return judgeAlone(toPolicyStack(recording), sampleData()).filter(
    ({ status }) => status === "violated",
  );
}
