import { readWorkloads, type Workloads } from "./read-workloads";
import { listStacks, readStackConfig } from "./stack-file";
import { stackFileName } from "./stack-name";

/** What another stack says of itself, as far as it can be read: a mistake in it is reported where it is previewed. */
export interface Neighbour {
  readonly stack: string;
  readonly file: string;
  readonly host: string | undefined;
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  readonly recoveryRegion: string | undefined;
  readonly cidrs: readonly string[];
}

/** Everything that the stacks of a project share: their workloads and each other. */
export interface Project {
  readonly root: string;
  readonly workloads: Workloads;
  readonly neighbours: readonly Neighbour[];
}

const projects = new Map<string, Project>();

/** A project's files, read once in a process however many stacks are previewed. */
export function readProject(root: string): Project {
  const known = projects.get(root);
  if (known !== undefined) return known;
  const project = {
    root,
    workloads: readWorkloads(root),
    neighbours: listStacks(root).map((stack) => readNeighbour(root, stack)),
  };
  projects.set(root, project);
  return project;
}

function readNeighbour(root: string, stack: string): Neighbour {
  const config = readStackConfig(root, stack);
  const values = "problems" in config ? {} : config.value.values;
  const network = fieldsOf(values["platform:network"]);
  const aws = fieldsOf(values["platform:aws"]);
  return {
    stack,
    file: stackFileName(stack),
    host: values["platform:host"],
    accountId: textIn(aws, "accountId"),
    region: textIn(aws, "region"),
    recoveryRegion: textIn(aws, "recoveryRegion"),
    cidrs: [textIn(network, "cidr"), textIn(network, "recoveryCidr")].filter(
      (cidr) => cidr !== undefined,
    ),
  };
}

function fieldsOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

function textIn(fields: unknown, key: string): string | undefined {
  if (typeof fields !== "object" || fields === null) return undefined;
  const value = (fields as Record<string, unknown>)[key];
  return typeof value === "string" ? value : undefined;
}
