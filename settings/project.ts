import { tenancies, type Tenancies } from "../blueprint/tenancies";
import { readWorkloads, type Workloads } from "./read-workloads";
import { listStacks, readStackConfig, type StackConfig } from "./stack-file";
import { stackFileName } from "./stack-name";

/** What another stack says of itself, as far as it can be read: a mistake in it is reported where it is previewed. */
export interface Neighbour {
  readonly stack: string;
  readonly file: string;
  readonly host: string | undefined;
  readonly tenancies: Tenancies;
  readonly region: string | undefined;
  readonly recoveryRegion: string | undefined;
  readonly cidrs: readonly string[];
  /** Patterns of the branches that may deploy it. */
  readonly branches: readonly string[];
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
  return {
    stack,
    file: stackFileName(stack),
    host: values["platform:host"],
    tenancies: tenanciesOf(values),
    region: textIn(fieldsOf(values["platform:aws"]), "region"),
    recoveryRegion: textIn(fieldsOf(values["platform:aws"]), "recoveryRegion"),
    cidrs: [textIn(network, "cidr"), textIn(network, "recoveryCidr")].filter(
      (cidr) => cidr !== undefined,
    ),
    branches: textsIn(fieldsOf(values["platform:deploy"]), "branches"),
  };
}

/** What a stack stands on, by settings that say so in fields of a map. */
export function tenanciesIn(settings: (key: string) => unknown): Tenancies {
  return Object.fromEntries(
    tenancies.flatMap(({ setting }) => {
      const [key = "", field = ""] = setting.split(".");
      const id = textIn(settings(key), field);
      return id === undefined ? [] : [[setting, id]];
    }),
  );
}

/** What a stack's configuration says that it stands on. */
export function tenanciesOf(config: StackConfig["values"]): Tenancies {
  return tenanciesIn((key) => fieldsOf(config[`platform:${key}`]));
}

function fieldsOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

function textIn(fields: unknown, key: string): string | undefined {
  const value = valueIn(fields, key);
  return typeof value === "string" ? value : undefined;
}

function textsIn(fields: unknown, key: string): readonly string[] {
  const value = valueIn(fields, key);
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function valueIn(fields: unknown, key: string): unknown {
  return typeof fields === "object" && fields !== null
    ? (fields as Record<string, unknown>)[key]
    : undefined;
}
