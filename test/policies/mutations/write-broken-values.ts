import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pack } from "../../../policies/pack";
import { sampleStacks } from "../../support/sample";
import type { PolicyResource } from "../../../policies/resource";
import { type BrokenValue, pathOf, swapped, wholes, withBroken } from "./broken-value";
import { breaks } from "./breaks";
import {
  type Estate,
  type StackName,
  recordEstate,
  rulesThat,
  stackIn,
  verdictsOn,
} from "./estate";
import { formOf, readEveryText, readsOf } from "./reads";

/** Values that the same rules alone object to, of which each adds less. */
const mostAlike = 4;

/** Writes broken-values.json: what the pack says of values that its rules read, each broken in one way. */
async function main(): Promise<void> {
  const estate = await recordEstate();
  const seen = new Set<string>();
  const alike = new Map<string, number>();
  const found: BrokenValue[] = [];
  let turn = 0;
  for (const stack of ["production", ...sampleStacks] as const) {
    for (const rule of pack) {
      if (rule.judges !== "resource" && rule.judges !== "stack") continue;
      for (const { resource, path } of readsOf(rule, stackIn(estate, stack), estate.data)) {
        const { type, name } = resource;
        // A place is written with slashes, and a bundled file has some in its name.
        if (path.some((key) => key.includes("/"))) continue;
        const form = `${path[0] === "tags" ? "" : type} ${formOf(path)}`;
        if (seen.has(form) || readEveryText.has(rule.id)) continue;
        // A place is written as a path with slashes: a key that has some can't stand in one.
        if (path.some((key) => key.includes("/"))) continue;
        seen.add(form);
        turn += 1;
        const broken = firstCaught(estate, { stack, type, name, path: pathOf(path) }, turn);
        if (broken === undefined) continue;
        const key = [...broken.objects, ...broken.waits].join(" ");
        alike.set(key, (alike.get(key) ?? 0) + 1);
        if ((alike.get(key) ?? 0) <= mostAlike) found.push(broken);
      }
    }
  }
  for (const { type, name } of eachType(estate)) {
    for (const how of wholes) {
      const broken = withBroken(estate, { stack: "production", type, name, path: "", how });
      if (broken === undefined) continue;
      const objects = rulesThat("violated", verdictsOn(broken, "production"));
      if (objects.length === 0) continue;
      found.push({ stack: "production", type, name, path: "", how, objects, waits: [] });
    }
  }
  writeFileSync(join(__dirname, "broken-values.json"), `${JSON.stringify(found, undefined, 2)}\n`);
}

/** Production's first resource of each type. */
function eachType(estate: Estate): Iterable<{ readonly type: string; readonly name: string }> {
  const first = new Map<string, PolicyResource>();
  for (const resource of stackIn(estate, "production").resources) {
    if (resource.provider !== undefined && !first.has(resource.type)) {
      first.set(resource.type, resource);
    }
  }
  return first.values();
}

/** Broken in the first way that a rule minds, each value beginning with another way. */
function firstCaught(
  estate: Estate,
  place: { stack: StackName; type: string; name: string; path: string },
  turn: number,
): BrokenValue | undefined {
  const known = [swapped, ...breaks.map(({ name }) => name)].filter((how) => how !== "unknown");
  const ways = turn % 8 === 0 ? ["unknown", ...known] : known;
  const first = turn % 2 === 0 ? 0 : Math.floor(turn / 2) % ways.length;
  for (const how of [...ways.slice(first), ...ways.slice(0, first)]) {
    const broken = withBroken(estate, { ...place, how });
    if (broken === undefined) continue;
    const verdicts = verdictsOn(broken, place.stack);
    const objects = rulesThat("violated", verdicts);
    const waits = rulesThat("could-not-evaluate", verdicts);
    if (objects.length + waits.length > 0) return { ...place, how, objects, waits };
  }
  return undefined;
}

void main();
