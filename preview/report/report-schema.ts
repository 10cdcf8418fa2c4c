import { z } from "zod";
import { passportSections, type Value, type WrittenReport } from "./report";

const value: z.ZodType<Value> = z
  .lazy(() =>
    z.union([
      z.null(),
      z.boolean(),
      z.number(),
      z.string(),
      z.array(value),
      z.record(z.string(), value),
    ]),
  )
  .meta({
    id: "value",
    description:
      "A property value; a secret reads `[secret]`, what only a cloud could tell `[unknown]`.",
  });

const values = z
  .record(z.string(), value)
  .meta({ id: "values", description: "Property values by name." });

const options = z
  .strictObject({
    ignoreChanges: z.array(z.string()).describe("Properties whose changes the engine ignores."),
    additionalSecretOutputs: z.array(z.string()).describe("Outputs that are kept secret."),
    deleteBeforeReplace: z.boolean().nullable().describe("Null leaves it to the provider."),
    customTimeouts: z
      .strictObject({ create: z.string(), update: z.string(), delete: z.string() })
      .describe("Durations such as `6h`; empty where the provider's default holds."),
  })
  .meta({ id: "options", description: "Resource options other than `protect`." });

const resource = z
  .strictObject({
    urn: z
      .string()
      .regex(/^urn:pulumi:/)
      .describe("Pulumi's name of the resource, unique in all stacks."),
    type: z
      .string()
      .describe("Type token, for example `aws:ec2/vpc:Vpc` or `platform:aws:Network`."),
    name: z.string().describe("Logical name, unique within its type and parents."),
    parent: z.string().nullable().describe("URN of the parent; null for the stack itself."),
    provider: z
      .string()
      .nullable()
      .describe("`<provider URN>::<id>`; null for components and providers."),
    protect: z.boolean().describe("Whether the engine refuses to delete it."),
    dependencies: z.array(z.string()).describe("URNs of what it depends on, sorted."),
    propertyDependencies: z
      .record(z.string(), z.array(z.string()))
      .describe("URNs that each property's value was made from, sorted."),
    options,
    inputs: values,
    outputs: values,
    source: z
      .string()
      .nullable()
      .describe(
        "Where the program declares it, for example `components/data/database.ts:41`; null when unknown.",
      ),
  })
  .meta({ id: "resource", description: "One resource that a stack declares." });

const verdict = z
  .strictObject({
    rule: z.string().describe("The rule's id, for example `data-require-restore-points`."),
    level: z
      .enum(["mandatory", "advisory"])
      .describe("A violated mandatory rule stops a deployment."),
    status: z.enum(["passed", "violated", "not-applicable", "waived", "could-not-evaluate"]),
    urn: z
      .string()
      .describe("The resource judged; the stack's URN where the rule judges the whole stack."),
    message: z.string().describe("What is wrong and what to set; empty when passed."),
    waivable: z
      .literal(true)
      .optional()
      .describe("That an entry in policies/waivers.yaml may accept it, which is violated."),
  })
  .meta({
    id: "verdict",
    description: "What one rule says of one resource, or of the stack as a whole.",
  });

const stack = z
  .strictObject({
    stack: z.string().describe("The stack's name, for example `staging`."),
    resources: z.array(resource).describe("In tree order: a parent before its children."),
    verdicts: z.array(verdict),
    notShown: z
      .array(z.string())
      .describe("What a deployment does and the preview does not show, for example its hooks."),
  })
  .meta({
    id: "stack",
    description: "One stack: what it declares, and what the policies say of it.",
  });

const missing = z
  .strictObject({
    urn: z
      .string()
      .describe(
        "Staging's resource without it, or production's where staging has none of the kind.",
      ),
    control: z.string().describe("The control; empty where the whole resource is meant."),
  })
  .meta({ id: "missing", description: "A control of production that staging lacks." });

const parity = z
  .strictObject({
    percent: z
      .number()
      .describe("Share of production's controls that staging should have and has."),
    alike: z.number().describe("Controls that staging has."),
    explained: z
      .array(z.strictObject({ why: z.string(), controls: z.number() }))
      .describe("How many it lacks on purpose, by the reason."),
    missing: z.array(missing),
  })
  .meta({ id: "parity", description: "How alike staging and production are." });

const protection = z
  .strictObject({
    means: z.enum(["backup", "point-in-time", "versions", "replica", "lock", "deletion-window"]),
    every: z.enum(["hour", "day", "week", "month", "year"]).nullable(),
    days: z.number().nullable().describe("Days that it holds; null where nothing ends it."),
    region: z.string().nullable().describe("Region in which a copy lies."),
    part: z.string().nullable().describe("The part that it holds for; null for all."),
    by: z.string().describe("URN of the resource that says so."),
  })
  .meta({ id: "protection", description: "What brings data back, or keeps it from being lost." });

const data = z
  .strictObject({
    stack: z.string(),
    urn: z.string(),
    kind: z.string().describe("For example `S3 bucket`."),
    protections: z.array(protection),
    problem: z.string().nullable().describe("Why the protections could not be read."),
    lastDrill: z.string().nullable().describe("ISO date of the last restore drill; null: never."),
  })
  .meta({ id: "data", description: "A resource that holds data, and what protects it." });

const waiver = z
  .strictObject({
    rule: z.string(),
    resource: z.string().describe("URN."),
    owner: z.string(),
    reason: z.string(),
    expires: z.string().describe("ISO date of the last day on which it holds."),
    daysLeft: z.number().describe("Days after today on which it still holds."),
  })
  .meta({ id: "waiver", description: "An exception from a rule (policies/waivers.yaml)." });

const hex = z.string().regex(/^[0-9a-f]{64}$/);

const passport = z
  .strictObject({
    stack: z.string(),
    digest: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/)
      .describe("Over the sections."),
    sections: z.array(
      z.strictObject({
        name: z.enum(passportSections),
        digest: hex.describe("Over the items."),
        items: z
          .record(z.string(), hex)
          .describe("By a file's path, a resource's URN, a rule's id, a workload's name, …"),
      }),
    ),
  })
  .meta({
    id: "passport",
    description: "What is approved of one stack, as `make passport` compares it.",
  });

const cost = z
  .strictObject({
    stack: z.string(),
    usd: z.number().describe("A month, of what has a price."),
    items: z.array(z.strictObject({ kind: z.string(), usd: z.number() })),
    unpricedRegions: z
      .array(z.string())
      .describe("Regions without known prices; what stands there is not counted."),
  })
  .meta({
    id: "cost",
    description: "What a stack costs in a month in which nobody comes (preview/report/prices.ts).",
  });

/** The shape of what `make preview JSON=` writes. */
export const reportSchema: z.ZodType<WrittenReport> = z
  .strictObject({
    stacks: z.array(stack),
    parity: parity.nullable().describe("Null unless both staging and production are there."),
    ledger: z.array(data),
    waivers: z.array(waiver),
    costs: z.array(cost),
    passports: z.array(passport).describe("None of an audit: its states are applied already."),
  })
  .meta({
    title: "Preview report",
    description: "What the offline preview found, stack by stack and over all of them.",
  });

/** JSON Schema 2020-12 of the report, as preview/report/report.schema.json holds it. */
export function reportJsonSchema(): unknown {
  return z.toJSONSchema(reportSchema, { target: "draft-2020-12" });
}
