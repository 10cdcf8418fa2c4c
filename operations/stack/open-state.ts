import type { Workspace } from "@pulumi/pulumi/automation";
import { isUnreadable, removeBrokenAttributes } from "./sidecars";

/** Does something that reads the stack's state; where a kill left that unreadable, mends it first and does it again. */
export async function readable<Result>(
  workspace: Workspace,
  stack: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    const { url = "" } = await workspace.whoAmI();
    if (removeBrokenAttributes(url, stack).length === 0) throw error;
    return work();
  }
}
