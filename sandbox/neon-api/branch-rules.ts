import type { Branch } from "@neondatabase/api-client";
import { toTimestamp } from "./clock";
import type { EmulatedProject } from "./emulated-project";
import type { NeonState } from "./neon-state";
import { NeonRefusal } from "./refusal";

export function refuseTooMany(
  { limits }: NeonState,
  project: EmulatedProject,
  isRoot: boolean,
): void {
  const all = [...project.branches.values()];
  if (all.length >= limits.branchesPerProject) {
    throw new NeonRefusal(422, "branches limit exceeded", "BRANCHES_LIMIT_EXCEEDED");
  }
  if (isRoot && all.filter((each) => each.isRoot).length >= limits.rootBranchesPerProject) {
    throw new NeonRefusal(422, "root branches limit exceeded", "ROOT_BRANCHES_LIMIT_EXCEEDED");
  }
}

export function refuseProtection({ limits }: NeonState, project: EmulatedProject): void {
  const count = [...project.branches.values()].filter(({ branch }) => branch.protected).length;
  if (count < limits.protectedBranchesPerProject) return;
  throw new NeonRefusal(
    422,
    `protected branches limit of your plan exceeded: ${String(limits.protectedBranchesPerProject)}`,
  );
}

const longestExpirySeconds = 30 * 86_400;

export function checkExpiry(
  { clock }: NeonState,
  expiresAt: string,
  branch: { isProtected: boolean; isDefault: boolean; hasChildren: boolean },
): void {
  const seconds = (Date.parse(expiresAt) - clock.time) / 1_000;
  if (seconds <= 0) throw new NeonRefusal(400, "expires_at must be in the future");
  if (seconds > longestExpirySeconds) {
    throw new NeonRefusal(400, "expires_at must be within 30 days");
  }
  if (branch.isProtected) throw new NeonRefusal(422, "a protected branch cannot expire");
  if (branch.isDefault) throw new NeonRefusal(422, "the default branch cannot expire");
  if (branch.hasChildren) throw new NeonRefusal(422, "a branch that has children cannot expire");
}

export function setExpiry({ clock }: NeonState, branch: Branch, expiresAt: string): void {
  branch.expires_at = toTimestamp(Date.parse(expiresAt));
  branch.ttl_interval_seconds = Math.round((Date.parse(expiresAt) - clock.time) / 1_000);
}
