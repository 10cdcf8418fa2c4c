import type {
  Passport,
  PassportSection,
  Report,
  ReportedData,
  ReportedOptions,
  ReportedParity,
  ReportedResource,
  ReportedVerdict,
  ReportedWaiver,
  StackReport,
  Value,
} from "../report/report";
import { standingCost } from "../report/standing-cost";

/**
 * The report as JSON text, one resource or verdict at a time, since a big one is longer than a string can be: keys in
 * the schema's order, property values by key, lists as they stand, a line per value and a newline at the end, so that
 * two reports differ where what they report does.
 */
export function* jsonChunks(
  report: Report,
  passports: readonly Passport[] = [],
): Generator<string, void> {
  yield '{\n  "stacks": [';
  yield* elements(report.stacks, 2, stackChunks);
  yield `],\n  "parity": ${block(parityInSchemaOrder(report.parity), 2)},\n  "ledger": [`;
  yield* elements(report.ledger, 2, function* (data) {
    yield block(dataInSchemaOrder(data), 4);
  });
  yield '],\n  "waivers": [';
  yield* elements(report.waivers, 2, function* (waiver) {
    yield block(waiverInSchemaOrder(waiver), 4);
  });
  yield '],\n  "costs": [';
  yield* elements(report.stacks, 2, function* (stack) {
    yield block(costInSchemaOrder(stack), 4);
  });
  yield '],\n  "passports": [';
  yield* elements(passports, 2, function* ({ stack, digest, sections }) {
    yield block({ stack, digest, sections: sections.map(sectionInSchemaOrder) }, 4);
  });
  yield "]\n}\n";
}

function* stackChunks({
  stack,
  resources,
  verdicts,
  notShown,
}: StackReport): Generator<string, void> {
  yield `{\n      "stack": ${JSON.stringify(stack)},\n      "resources": [`;
  yield* elements(resources, 6, function* (resource) {
    yield block(inSchemaOrder(resource), 8);
  });
  yield '],\n      "verdicts": [';
  yield* elements(verdicts, 6, function* (verdict) {
    yield block(verdictInSchemaOrder(verdict), 8);
  });
  yield `],\n      "notShown": ${block(notShown, 6)}\n    }`;
}

function* elements<Element>(
  list: readonly Element[],
  indent: number,
  chunksOf: (element: Element) => Generator<string, void>,
): Generator<string, void> {
  const margin = `\n${" ".repeat(indent)}`;
  let separator = `${margin}  `;
  for (const element of list) {
    yield separator;
    yield* chunksOf(element);
    separator = `,${margin}  `;
  }
  if (list.length > 0) yield margin;
}

function block(value: Value, indent: number): string {
  return JSON.stringify(value, undefined, 2).replaceAll("\n", `\n${" ".repeat(indent)}`);
}

function inSchemaOrder(resource: ReportedResource): Value {
  return {
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    parent: resource.parent,
    provider: resource.provider,
    protect: resource.protect,
    dependencies: resource.dependencies,
    propertyDependencies: sorted(resource.propertyDependencies),
    options: optionsInSchemaOrder(resource.options),
    inputs: sorted(resource.inputs),
    outputs: sorted(resource.outputs),
    source: resource.source,
  };
}

function optionsInSchemaOrder(options: ReportedOptions): Value {
  const { ignoreChanges, additionalSecretOutputs, deleteBeforeReplace, customTimeouts } = options;
  const { create, update } = customTimeouts;
  return {
    ignoreChanges,
    additionalSecretOutputs,
    deleteBeforeReplace,
    customTimeouts: { create, update, delete: customTimeouts.delete },
  };
}

function verdictInSchemaOrder(verdict: ReportedVerdict): Value {
  const { rule, level, status, urn, message, waivable } = verdict;
  return { rule, level, status, urn, message, ...(waivable && { waivable }) };
}

function parityInSchemaOrder(parity: ReportedParity | null): Value {
  if (parity === null) return null;
  const { percent, alike, explained, missing } = parity;
  return {
    percent,
    alike,
    explained: explained.map(({ why, controls }) => ({ why, controls })),
    missing: missing.map(({ urn, control }) => ({ urn, control })),
  };
}

function dataInSchemaOrder(data: ReportedData): Value {
  const { stack, urn, kind, protections, problem, lastDrill } = data;
  return {
    stack,
    urn,
    kind,
    protections: protections.map(({ means, every, days, region, part, by }) => ({
      means,
      every,
      days,
      region,
      part,
      by,
    })),
    problem,
    lastDrill,
  };
}

function waiverInSchemaOrder(waiver: ReportedWaiver): Value {
  const { rule, resource, owner, reason, expires, daysLeft } = waiver;
  return { rule, resource, owner, reason, expires, daysLeft };
}

function costInSchemaOrder(report: StackReport): Value {
  const { usd, items, unpricedRegions } = standingCost(report);
  return {
    stack: report.stack,
    usd,
    items: items.map((item) => ({ kind: item.kind, usd: item.usd })),
    unpricedRegions,
  };
}

function sectionInSchemaOrder({ name, digest, items }: PassportSection): Value {
  return { name, digest, items: sorted(items) };
}

function sorted(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
