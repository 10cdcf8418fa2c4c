import type { Release } from "../../settings/release";
import type { Comparison, ResourceChange } from "../compare/comparison";
import { groupBy } from "../report/group-by";
import type {
  Passport,
  PassportSection,
  Report,
  ReportedParity,
  ReportedResource,
  ReportedVerdict,
  ReportedWaiver,
  StackReport,
  Value,
  Values,
} from "../report/report";
import { isStack } from "../report/resource-kind";
import { filesOfStack } from "./program-files";
import { hashOf, sealed, sealedSection } from "./seal";

/** What a preview holds beside its report: what made it, and what it names to be run. */
export interface Evidence {
  /** The hash of each file, by its path. */
  readonly files: ReadonlyMap<string, string>;
  /** The releases of each stack, by workload. */
  readonly releases: ReadonlyMap<string, ReadonlyMap<string, Release>>;
}

type Items = Readonly<Record<string, string>>;

/**
 * A passport for each stack: what would be applied and what allows it, and neither when, where nor from which commit it was
 * found. What changes stands in it where a base is compared with.
 */
export function passportsOf(
  report: Report,
  comparison: Comparison | undefined,
  { files, releases }: Evidence,
): Passport[] {
  const stacks = report.stacks.map(({ stack }) => stack);
  return report.stacks.map((stack) => {
    const name = stack.stack;
    return sealed(name, [
      sealedSection("files", filesOfStack(files, name, stacks)),
      sealedSection("resources", resourceItems(stack)),
      ...(comparison === undefined
        ? []
        : [sealedSection("changes", changeItems(comparison, name))]),
      sealedSection("verdicts", verdictItems(stack.verdicts)),
      sealedSection("waivers", waiverItems(report.waivers, name)),
      ...(comparison === undefined ? [] : [sealedSection("access", accessItems(comparison, name))]),
      sealedSection("artifacts", mapItems(releases.get(name) ?? new Map<string, Release>())),
      ...paritySection(report.parity, name),
    ]);
  });
}

function resourceItems({ resources }: StackReport): Items {
  return Object.fromEntries(
    resources.map((resource) => [resource.urn, hashOf(canonicalText(declared(resource)))]),
  );
}

/** What a model says here that clouds answer, and where the program declares it: nobody approves these. */
const beside: ReadonlySet<string> = new Set<keyof ReportedResource>(["outputs", "source"]);

function declared(resource: ReportedResource): Value {
  const asked = Object.entries(resource as unknown as Values).filter(([key]) => !beside.has(key));
  return { ...Object.fromEntries(asked), exported: isStack(resource) ? resource.outputs : null };
}

function changeItems({ stacks }: Comparison, name: string): Items {
  const compared = stacks.find(({ stack }) => stack === name);
  if (compared === undefined) return {};
  return {
    stack: hashOf(compared.status === "added" ? "added" : "known"),
    ...Object.fromEntries(
      compared.changes.map((change) => [change.resource.urn, hashOf(changeText(change))]),
    ),
  };
}

function changeText({ kind, previous, properties, options }: ResourceChange): string {
  return canonicalText([kind, previous?.urn ?? null, [...properties], [...options]] as Value);
}

/** By rule. Its messages are left out: they count days. */
function verdictItems(verdicts: readonly ReportedVerdict[]): Items {
  return Object.fromEntries(
    [...groupBy(verdicts, ({ rule }) => rule)].map(([rule, found]) => {
      const said = found.map(({ level, status, urn }) => `${level} ${status} ${urn}`).sort();
      return [rule, hashOf(JSON.stringify(said))];
    }),
  );
}

function waiverItems(waivers: readonly ReportedWaiver[], stack: string): Items {
  return Object.fromEntries(
    waivers
      .filter(({ resource }) => resource.startsWith(`urn:pulumi:${stack}::`))
      .map(({ rule, resource, owner, reason, expires, daysLeft }) => [
        `${rule} ${resource}`,
        hashOf(JSON.stringify([owner, reason, expires, daysLeft < 0 ? "expired" : "holds"])),
      ]),
  );
}

function accessItems({ attention }: Comparison, name: string): Items {
  const told = attention.filter(
    ({ stack, kind }) =>
      stack === name && (kind === "access-gained" || kind === "access-withdrawn"),
  );
  return Object.fromEntries(
    [...groupBy(told, ({ resource }) => resource?.urn)].map(([urn, concerns]) => [
      urn,
      hashOf(JSON.stringify(concerns.map(({ kind, details }) => [kind, ...details]))),
    ]),
  );
}

function mapItems(values: ReadonlyMap<string, Release>): Items {
  return Object.fromEntries(
    [...values].map(([name, value]) => [name, hashOf(canonicalText(value as unknown as Value))]),
  );
}

/** A passport of a preview of fewer stacks has no parity. */
function paritySection(parity: ReportedParity | null, stack: string): PassportSection[] {
  if (parity === null || !["staging", "production"].includes(stack)) return [];
  const { alike, explained, missing } = parity;
  return [
    sealedSection("parity", {
      "controls alike": hashOf(String(alike)),
      ...Object.fromEntries(explained.map(({ why, controls }) => [why, hashOf(String(controls))])),
      ...Object.fromEntries(
        missing.map(({ urn, control }) => [`${urn} ${control}`.trim(), hashOf("missing")]),
      ),
    }),
  ];
}

/** One text for what holds the same, whatever the order of its keys. */
function canonicalText(value: Value): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
