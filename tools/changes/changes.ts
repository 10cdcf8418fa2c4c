import type { Workload } from "../../settings/read-workloads";
import type { Difference } from "./difference";
import type { Reads } from "./reads";

/** A workload that is not what it was, or that works with one that is not. */
export interface ChangedWorkload {
  readonly name: string;
  readonly folder: string;
  readonly target: Workload["manifest"]["target"];
  /** Whether it has to be built anew; else only tests can tell whether it still works with the others. */
  readonly changed: boolean;
  /** Files, or what it works with. */
  readonly because: readonly string[];
}

export interface Changes {
  readonly base: string;
  readonly head: string;
  readonly workloads: readonly ChangedWorkload[];
  /** Folders of workloads that are gone. */
  readonly removed: readonly string[];
  /** Whether something outside of workloads changed: the program, its settings, releases, tools. */
  readonly platform: boolean;
  /** What could not be told, so that it counts as changed. */
  readonly notes: readonly string[];
}

export interface Node {
  readonly workload: Workload;
  readonly reads: Reads;
}

/** What changed, of each workload and of the platform, and who works with what changed. */
export function changesIn(difference: Difference, nodes: readonly Node[]): Changes {
  const { base, head, files, unknown } = difference;
  const causes = new Map(nodes.map((node) => [node, causesOf(node.reads, difference)] as const));
  const changed = nodes.filter((node) => causes.get(node)?.length !== 0);
  const workloads = nodes.flatMap((node): ChangedWorkload[] => {
    const { name, folder, manifest } = node.workload;
    const own = causes.get(node) ?? [];
    const partners = changed.filter((other) => other !== node && worksWith(node, other));
    const because = own.length > 0 ? own : partners.map((other) => other.workload.name);
    if (because.length === 0) return [];
    return [{ name, folder, target: manifest.target, changed: own.length > 0, because }];
  });
  const folders = nodes.map(({ workload }) => workload.folder);
  const outside = files.filter((file) => !folders.some((folder) => file.startsWith(`${folder}/`)));
  const removed = outside.flatMap(
    (file) => /^((?:apps|services)\/[^/]+)\/deploy\.yaml$/.exec(file)?.[1] ?? [],
  );
  const notes = nodes.flatMap(({ workload, reads }) =>
    reads.unknown === undefined ? [] : [`${workload.name}: ${reads.unknown}`],
  );
  return {
    ...{ base, head, workloads, removed },
    platform: unknown !== undefined || outside.length > 0,
    notes: unknown === undefined ? notes : [unknown],
  };
}

function causesOf({ paths, unknown }: Reads, difference: Difference): readonly string[] {
  if (difference.unknown !== undefined) return [difference.unknown];
  if (unknown !== undefined) return difference.files;
  return difference.files.filter((file) => ancestorsOf(file).some((path) => paths.has(path)));
}

/** A path and the folders that it lies in. */
function ancestorsOf(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** Whether one names an address of the other, or shares a store or the database with it. */
function worksWith({ workload, reads }: Node, { workload: other }: Node): boolean {
  const [one, two] = [workload.manifest, other.manifest];
  if (two.target === "cloudflare-worker") {
    const routes = two.worker.routes.map((route) => route.replace(/\/?\*$/, ""));
    const names = (route: string) => [...reads.addresses].some((word) => word.startsWith(route));
    if (routes.some((route) => route !== "" && names(route))) return true;
  }
  if (one.target === "cloudflare-pages" || two.target === "cloudflare-pages") return false;
  const shared = one.uses.objectStores.filter((store) => two.uses.objectStores.includes(store));
  return shared.length > 0 || (one.uses.database && two.uses.database);
}
