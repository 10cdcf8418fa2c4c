import type { NeonApi } from "../../providers/neon/api/neon-api";
import { isTaken } from "../../providers/neon/api/failure";
import { awaitOperations } from "../../providers/neon/api/operations";

/**
 * Keeps the database as it is: a branch of the project's main one, without a compute, so that nobody reaches it, and that
 * Neon takes away by itself. It is there in seconds, however much the database holds.
 *
 * @param name - of the branch; one that is there stays as it is.
 * @throws Refusal
 */
export async function keepRestorePoint(
  api: NeonApi,
  projectId: string,
  { name, days }: { readonly name: string; readonly days: number },
): Promise<void> {
  const { signal } = new AbortController();
  const what = `make the branch ${name} of the project ${projectId}`;
  const end = new Date(api.clock.now() + days * 86_400_000);
  const expires_at = end.toISOString().replace(/\.\d+Z$/, "Z");
  try {
    const { operations } = await api.call(
      what,
      signal,
      (client, params) =>
        client.createProjectBranch(projectId, { branch: { name, expires_at } }, params),
      // A name is unique in its project.
      { isRepeatable: true },
    );
    await awaitOperations(api, what, operations, api.timing, signal, () => undefined);
  } catch (error) {
    if (!isTaken(error)) throw error;
  }
}
