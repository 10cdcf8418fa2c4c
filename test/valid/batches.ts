import type { ValidChange } from "./changes";
import { isMap, type Json, type Patch } from "./platform";

/** Changes that are tried at once: none writes another value where one of the others writes. */
interface Batch {
  readonly changes: [ValidChange, ...ValidChange[]];
  readonly written: Map<string, string>;
}

/** Few platforms with all the changes in them. */
export function batches(changes: readonly ValidChange[]): readonly Batch[] {
  const all: Batch[] = [];
  for (const change of changes) {
    const writes = leaves(change.patch, "");
    const batch = all.find(({ written }) => writes.every((write) => fits(write, written)));
    if (batch === undefined) all.push({ changes: [change], written: new Map(writes) });
    else {
      batch.changes.push(change);
      for (const [path, value] of writes) batch.written.set(path, value);
    }
  }
  return all;
}

/** Whether nothing else is written there, above or below. */
function fits([path, value]: readonly [string, string], written: Batch["written"]): boolean {
  if (written.has(path)) return written.get(path) === value;
  return ![...written.keys()].some(
    (other) => other.startsWith(`${path}/`) || path.startsWith(`${other}/`),
  );
}

function leaves(value: Json | Patch, path: string): readonly (readonly [string, string])[] {
  if (!isMap(value) || Object.keys(value).length === 0) return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, path === "" ? key : `${path}/${key}`),
  );
}
