import type { Branch } from "@neondatabase/api-client";
import { Refusal } from "../../server/provider";
import { allPages } from "../api/pages";
import { defined } from "../schema/values";
import type { Place } from "./import-id";
import type { Work } from "./work";

/**
 * Every branch of a project.
 *
 * @param search - a part of the names to list. Default: all.
 */
export function branchesOf(
  work: Work,
  projectId: string,
  search?: string,
): Promise<readonly Branch[]> {
  return allPages(async (cursor) => {
    const { branches, pagination } = await work.call((client, params) =>
      client.listProjectBranches(defined({ projectId, cursor, search }), params),
    );
    return { items: branches, next: pagination?.next };
  });
}

/** Ids of the branches of that name: one at most, as Neon has it. */
export async function branchIdsOf(
  work: Work,
  projectId: string,
  name: string,
): Promise<readonly string[]> {
  const branches = await branchesOf(work, projectId, name);
  return branches.filter((each) => each.name === name).map(({ id }) => id);
}

/** @throws Refusal when there is none: Neon keeps one in every project. */
export async function defaultBranchOf(work: Work, projectId: string): Promise<Branch> {
  const branch = (await branchesOf(work, projectId)).find((each) => each.default);
  if (branch !== undefined) return branch;
  const message = `Neon names no default branch in the project ${projectId}. Set one in its console.`;
  throw new Refusal("precondition failed", message);
}

/** Sets what is given, and waits until it is so. */
export async function updateBranch(
  work: Work,
  { id, project_id: projectId }: Pick<Branch, "id" | "project_id">,
  branch: {
    readonly name?: string | undefined;
    readonly protected?: boolean | undefined;
    /** `null` removes the date. */
    readonly expires_at?: string | null | undefined;
  },
): Promise<void> {
  const { operations } = await work.call((client, params) =>
    client.updateProjectBranch(projectId, id, { branch: defined(branch) }, params),
  );
  await work.settle(operations);
}

/** What to set an expiry date to: `null` takes back the one that the program has stopped to say. */
export function expiryAfter(
  { expiresAt }: { readonly expiresAt?: string | undefined },
  olds: { readonly expiresAt?: string | undefined },
): string | null | undefined {
  return expiresAt === undefined && olds.expiresAt !== undefined ? null : expiresAt;
}

/** @throws Refusal when it is protected, which is to be taken back first. */
export async function deleteBranch(work: Work, { projectId, id }: Place): Promise<void> {
  const { branch } = await work.call((client, params) =>
    client.getProjectBranch(projectId, id, params),
  );
  if (branch.protected) {
    throw new Refusal(
      "precondition failed",
      `Neon was not asked to ${work.what}: it is protected. Set protected to false and run ` +
        "`pulumi up`, then delete it.",
    );
  }
  const { operations } = await work.call((client, params) =>
    client.deleteProjectBranch({ projectId, branchId: id }, params),
  );
  await work.settle(operations);
}
