import * as fc from "fast-check";
import type {
  Assurance,
  Report,
  ReportedProtection,
  ReportedResource,
  ReportedVerdict,
  StackReport,
  Value,
  Values,
} from "../../preview/report/report";
import { plainOptions } from "./reports";

/** Texts that would act on a terminal, close a tag or a fence, or call somebody. */
const nasty = fc.constantFrom(
  "`",
  "```",
  "````\n",
  "|",
  "<details>",
  "</details>",
  "<!--",
  "-->",
  "@acme/platform",
  "#12",
  "\u001b[31m",
  "\u202e",
  "*_~$\\",
  "\n- [ ]",
  "🚀",
  "\n@@ \n+",
);

export const arbitraryText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.string({ maxLength: 12 }), nasty), { maxLength: 4 })
  .map((parts) => parts.join(""));

const arbitraryValue: fc.Arbitrary<Value> = fc.oneof(
  fc.jsonValue({ maxDepth: 3, stringUnit: "binary" }).map((value) => value as Value),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  fc.array(fc.record({ name: fc.constantFrom("a", "b", "c"), size: fc.nat(3) }), { maxLength: 4 }),
  fc.array(fc.constantFrom("x", "y", "z"), { maxLength: 4 }),
  arbitraryText,
);

export const arbitraryValues: fc.Arbitrary<Values> = fc.dictionary(
  fc.oneof(fc.constantFrom("name", "policy", "rules", "protected", "cidrBlock"), arbitraryText),
  arbitraryValue,
  { maxKeys: 4 },
);

const types = fc.constantFrom(
  "platform:aws:Network",
  "platform:aws:Cell",
  "aws:ec2/vpc:Vpc",
  "aws:s3/bucket:Bucket",
  "aws:iam/role:Role",
  "neon:index:Project",
  "github:index/repositoryEnvironment:RepositoryEnvironment",
);

interface Seed {
  readonly type: string;
  readonly name: string;
  readonly parent: number;
  readonly protect: boolean;
  readonly inputs: Values;
  readonly source: string | null;
}

const seeds = fc.array(
  fc.record<Seed>({
    type: types,
    name: arbitraryText,
    parent: fc.nat(),
    protect: fc.boolean(),
    inputs: arbitraryValues,
    source: fc.option(arbitraryText),
  }),
  { maxLength: 12 },
);

const verdictSeeds = fc.array(
  fc.record({
    rule: fc.constantFrom("tags-require", "backup-require-retention", "<b>`odd`|rule"),
    level: fc.constantFrom("mandatory" as const, "advisory" as const),
    status: fc.constantFrom(
      "passed" as const,
      "violated" as const,
      "not-applicable" as const,
      "waived" as const,
      "could-not-evaluate" as const,
    ),
    resource: fc.nat(),
    message: arbitraryText,
  }),
  { maxLength: 8 },
);

const arbitraryStack: fc.Arbitrary<StackReport> = fc
  .tuple(
    fc.oneof(fc.constantFrom("dev", "production"), arbitraryText),
    seeds,
    verdictSeeds,
    fc.array(arbitraryText, { maxLength: 2 }),
  )
  .map(([stack, resourceSeeds, judged, notShown]) => {
    const resources = growTree(stack, resourceSeeds);
    return {
      stack,
      resources,
      verdicts: judged.map(({ resource, ...verdict }): ReportedVerdict => ({
        ...verdict,
        urn: resources[resource % resources.length]?.urn ?? "",
      })),
      notShown,
    };
  });

const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { nil: null });

const arbitraryProtection: fc.Arbitrary<ReportedProtection> = fc.record({
  means: fc.constantFrom("backup" as const, "point-in-time" as const, "lock" as const),
  every: orNull(fc.constantFrom("day" as const, "week" as const)),
  days: orNull(fc.nat(1_000)),
  region: orNull(arbitraryText),
  part: orNull(arbitraryText),
  by: arbitraryText,
});

const arbitraryAssurance: fc.Arbitrary<Assurance> = fc.record({
  parity: orNull(
    fc.record({
      percent: fc.integer({ min: 0, max: 100 }),
      alike: fc.nat(9_999),
      explained: fc.array(fc.record({ why: arbitraryText, controls: fc.nat(99) }), {
        maxLength: 2,
      }),
      missing: fc.array(fc.record({ urn: arbitraryText, control: arbitraryText }), {
        maxLength: 12,
      }),
    }),
  ),
  ledger: fc.array(
    fc.record({
      stack: fc.oneof(fc.constantFrom("production"), arbitraryText),
      urn: arbitraryText,
      kind: arbitraryText,
      protections: fc.array(arbitraryProtection, { maxLength: 3 }),
      problem: orNull(arbitraryText),
      lastDrill: orNull(fc.constantFrom("2026-11-01")),
    }),
    { maxLength: 4 },
  ),
  waivers: fc.array(
    fc.record({
      rule: arbitraryText,
      resource: arbitraryText,
      owner: arbitraryText,
      reason: arbitraryText,
      expires: fc.constantFrom("2027-01-31"),
      daysLeft: fc.integer({ min: -9, max: 99 }),
    }),
    { maxLength: 2 },
  ),
});

/** Any report that the engine could give: distinct stacks, distinct URNs, a parent before its children. */
export const arbitraryReport: fc.Arbitrary<Report> = fc
  .uniqueArray(arbitraryStack, { selector: ({ stack }) => stack, maxLength: 3 })
  .chain((stacks) => arbitraryAssurance.map((assurance) => ({ stacks, ...assurance })));

function growTree(stack: string, grown: readonly Seed[]): ReportedResource[] {
  const urn = `urn:pulumi:${stack}::platform::pulumi:pulumi:Stack::platform-${stack}`;
  const resources: ReportedResource[] = [
    {
      urn,
      type: "pulumi:pulumi:Stack",
      name: `platform-${stack}`,
      parent: null,
      provider: null,
      protect: false,
      dependencies: [],
      propertyDependencies: {},
      options: plainOptions,
      inputs: {},
      outputs: {},
      source: null,
    },
  ];
  for (const [index, { parent, ...seed }] of grown.entries()) {
    const name = `${seed.name}-${String(index)}`;
    resources.push({
      ...seed,
      name,
      urn: `urn:pulumi:${stack}::platform::${seed.type}::${name}`,
      parent: resources[parent % resources.length]?.urn ?? urn,
      provider: seed.type.startsWith("platform:") ? null : "urn:pulumi:aws::1",
      dependencies: [],
      propertyDependencies: {},
      options: plainOptions,
      outputs: seed.inputs,
    });
  }
  return resources;
}

/** The same report with its resources and verdicts in another order. */
export function reordered({ stacks, ...assurance }: Report): Report {
  return {
    ...assurance,
    stacks: stacks.map((stack) => ({
      ...stack,
      resources: [...stack.resources].reverse(),
      verdicts: [...stack.verdicts].reverse(),
    })),
  };
}
