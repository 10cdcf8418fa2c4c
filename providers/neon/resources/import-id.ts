import { Refusal } from "../../server/provider";
import { ApiRefusal, isGone } from "../api/failure";
import { projectsOf } from "./projects";
import type { Found } from "./resource";
import type { Work } from "./work";

/** Where something of a project is. */
export interface Place {
  readonly projectId: string;
  readonly id: string;
}

/**
 * Something of a project, wherever it is: Neon's own id does not say which project holds it. The state does, and the import
 * id `<project id>/<id>`; for another import Neon is asked project by project, which a key of one project may not.
 *
 * @param projectId - what the state says.
 * @param read - throws what Neon refuses where the project has no such thing.
 * @returns nothing where no project has it.
 */
export async function wherever<Inputs, Outputs>(
  work: Work,
  id: string,
  projectId: string | undefined,
  read: (place: Place) => Promise<Found<Inputs, Outputs>>,
): Promise<Found<Inputs, Outputs> | undefined> {
  if (id.includes("/")) {
    const place = placeOf(id);
    return { ...(await read(place)), id: place.id };
  }
  if (projectId !== undefined) return read({ projectId, id });
  for (const project of await projectsFor(work, id)) {
    try {
      return await read({ projectId: project.id, id });
    } catch (thrown) {
      if (!isGone(thrown)) throw thrown;
    }
  }
  return undefined;
}

/** @throws Refusal that says how to do without, where the key may not list them. */
async function projectsFor(work: Work, id: string): Promise<readonly { readonly id: string }[]> {
  try {
    return await projectsOf(work, work.api.orgId);
  } catch (thrown) {
    if (!(thrown instanceof ApiRefusal) || thrown.status !== 403) throw thrown;
    const message = `${thrown.message} With a key of one project, import it as <project id>/${id}.`;
    throw new Refusal(thrown.reason, message);
  }
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
