import { Refusal } from "../../server/provider";

/** Where something of a project is. */
export interface Place {
  readonly projectId: string;
  readonly id: string;
}

/**
 * Neon's own id does not say which project holds the thing: the state does, and an import says both.
 *
 * @param id - Neon's id, or `<project id>/<id>`.
 * @param projectId - what the state says.
 * @throws Refusal when neither says it.
 */
export function placeOf(id: string, projectId: string | undefined): Place {
  const [first = "", second, ...rest] = id.split("/");
  if (second !== undefined && second !== "" && first !== "" && rest.length === 0) {
    return { projectId: first, id: second };
  }
  if (second === undefined && projectId !== undefined) return { projectId, id };
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
