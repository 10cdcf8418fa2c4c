import type { MaskingRule } from "@neondatabase/api-client";
import { startAnonymization } from "../anonymization";
import type { Answers } from "../answer";
import { createBranch, created } from "../branch-creation";
import type { Anonymization, EmulatedBranch } from "../emulated-branch";
import type { EmulatedProject } from "../emulated-project";
import { NeonRefusal } from "../refusal";

export const anonymizedBranchAnswers = {
  createProjectBranchAnonymized: (neon, { path, body }) => {
    const project = neon.project(path.project_id ?? "");
    refuseRestrictedNetwork(project);
    const rules = body.masking_rules ?? [];
    checkRules(rules);
    const [stored, endpoints] = createBranch(neon, project, body.branch_create ?? {});
    const now = neon.clock.timestamp();
    stored.anonymization = {
      rules,
      startsByItself: body.start_anonymization === true,
      polls: 0,
      finishesAt: 0,
      status: {
        project_id: project.id,
        branch_id: stored.branch.id,
        state: "created",
        created_at: now,
        updated_at: now,
      },
    };
    stored.branch.restricted_actions = ["restore", "delete-rw-endpoint"].map((name) => ({
      name,
      reason: "the branch is anonymized",
    }));
    return created(project, stored, endpoints);
  },

  getMaskingRules: (neon, { path }) => ({
    masking_rules: anonymizationOf(neon.branch(path.project_id ?? "", path.branch_id ?? "")).rules,
  }),

  updateMaskingRules: (neon, { path, body }) => {
    const stored = neon.branch(path.project_id ?? "", path.branch_id ?? "");
    const anonymization = anonymizationOf(stored);
    if (anonymization.status.state === "anonymizing") {
      throw new NeonRefusal(422, "masking rules cannot change while the branch is anonymizing");
    }
    checkRules(body.masking_rules);
    anonymization.rules = body.masking_rules;
    return { masking_rules: anonymization.rules };
  },

  getAnonymizedBranchStatus: (neon, { path }) =>
    anonymizationOf(neon.branch(path.project_id ?? "", path.branch_id ?? "")).status,

  startAnonymization: (neon, { path }) => {
    const stored = neon.branch(path.project_id ?? "", path.branch_id ?? "");
    const anonymization = anonymizationOf(stored);
    if (!["initialized", "error", "anonymized"].includes(anonymization.status.state)) {
      throw new NeonRefusal(
        422,
        `cannot start anonymization of a branch in state ${anonymization.status.state}`,
      );
    }
    startAnonymization(neon, anonymization);
    return anonymization.status;
  },
} satisfies Answers;

function anonymizationOf(stored: EmulatedBranch): Anonymization {
  if (stored.anonymization === undefined) {
    throw new NeonRefusal(404, "the branch is not an anonymized branch");
  }
  return stored.anonymization;
}

function refuseRestrictedNetwork({ project: { settings }, vpcEndpoints }: EmulatedProject): void {
  const lists = (settings?.allowed_ips?.ips?.length ?? 0) > 0;
  if (lists || vpcEndpoints.size > 0 || settings?.block_public_connections === true) {
    throw new NeonRefusal(
      422,
      "anonymized branches are not available in a project with IP allow or private networking",
    );
  }
}

function checkRules(rules: readonly MaskingRule[]): void {
  for (const { column_name, masking_function, masking_value } of rules) {
    if ((masking_function === undefined) === (masking_value === undefined)) {
      throw new NeonRefusal(
        400,
        `masking rule of column ${column_name}: give either masking_function or masking_value`,
      );
    }
  }
}
