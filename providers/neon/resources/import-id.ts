import { Refusal } from "../../server/provider";
import { isGone } from "../api/failure";
import { projectsOf } from "./projects";
import type { Work } from "./work";

/** Where something of a project is. */
export interface Place {
  readonly projectId: string;
  readonly id: string;
}

/**
 * Something of a project, wherever it is: Neon's own id does not say which project holds it. The state does; for an import
 * Neon is asked project by project.
 *
 * An import id with the project in it would be another one than the id in the state. To a program that keeps the option
 * `import`, the engine would then replace the resource, and delete what was imported.
 *
 * @param projectId - what the state says.
 * @param read - throws what Neon refuses where the project has no such thing.
 * @returns nothing where no project has it.
 */
export async function wherever<Found>(
  work: Work,
  id: string,
  projectId: string | undefined,
  read: (projectId: string) => Promise<Found>,
): Promise<Found | undefined> {
  if (id.includes("/")) {
    const own = id.slice(id.lastIndexOf("/") + 1);
    throw new Refusal("invalid", `"${id}" is no id of Neon's. Import it as "${own}".`);
  }
  if (projectId !== undefined) return read(projectId);
  for (const project of await projectsOf(work, work.api.orgId)) {
    try {
      return await read(project.id);
    } catch (thrown) {
      if (!isGone(thrown)) throw thrown;
    }
  }
  return undefined;
}

/**
 * @param id - `<project id>/<id>`.
 * @throws Refusal when it is none.
 */
export function placeOf(id: string): Place {
  const [projectId = "", own = "", ...rest] = id.split("/");
  if (projectId !== "" && own !== "" && rest.length === 0) return { projectId, id: own };
  const message = `"${id}" does not say which project holds it. Import it as <project id>/<id>.`;
  throw new Refusal("invalid", message);
}

/** Where something of a branch is that has a name and no id. */
export interface PlaceInBranch {
  readonly projectId: string;
  readonly branchId: string;
  readonly name: string;
}

export function idInBranch({ projectId, branchId, name }: PlaceInBranch): string {
  return `${projectId}/${branchId}/${name}`;
}

/**
 * @param id - `<project id>/<branch id>/<name>`; Postgres allows slashes in a name.
 * @throws Refusal when it is none.
 */
export function placeInBranchOf(id: string): PlaceInBranch {
  const [projectId = "", branchId = "", ...rest] = id.split("/");
  const name = rest.join("/");
  if (projectId !== "" && branchId !== "" && name !== "") return { projectId, branchId, name };
  const message = `"${id}" does not say what it is. Import it as <project id>/<branch id>/<name>.`;
  throw new Refusal("invalid", message);
}
