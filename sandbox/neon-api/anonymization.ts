import type { Anonymization, EmulatedBranch } from "./emulated-branch";
import type { Surroundings } from "./surroundings";

/** Begins a run of the masking rules. */
export function startAnonymization(
  { clock, pace }: Surroundings,
  anonymization: Anonymization,
): void {
  anonymization.status = {
    ...anonymization.status,
    state: "anonymizing",
    updated_at: clock.timestamp(),
    last_run: { started_at: clock.timestamp() },
  };
  anonymization.polls = "polls" in pace ? pace.polls : Infinity;
  anonymization.finishesAt = "seconds" in pace ? clock.time + pace.seconds * 1_000 : Infinity;
}

/** Moves an anonymised branch on: first it is made, then masked; one request is one step. */
export function settleAnonymization(neon: Surroundings, stored: EmulatedBranch): void {
  const { anonymization, branch } = stored;
  if (anonymization === undefined || branch.current_state !== "ready") return;
  if (anonymization.status.state === "created") {
    anonymization.status = { ...anonymization.status, state: "initialized" };
    if (anonymization.startsByItself) startAnonymization(neon, anonymization);
  } else if (anonymization.status.state === "anonymizing") {
    const { polls, finishesAt } = anonymization;
    if (polls <= 0 || finishesAt <= neon.clock.time) finish(neon, stored, anonymization);
    else anonymization.polls -= 1;
  }
}

function finish(
  { clock }: Surroundings,
  { content }: EmulatedBranch,
  anonymization: Anonymization,
): void {
  const now = clock.timestamp();
  const { last_run: lastRun, ...status } = anonymization.status;
  const unknown = anonymization.rules.find((rule) => !content.databases.has(rule.database_name));
  const run = { ...lastRun, completed_at: now };
  anonymization.status =
    unknown === undefined
      ? {
          ...status,
          state: "anonymized",
          updated_at: now,
          last_run: { ...run, masked_columns: anonymization.rules.length },
        }
      : {
          ...status,
          state: "error",
          status_message: `database ${unknown.database_name} does not exist`,
          updated_at: now,
          failed_at: now,
          last_run: run,
        };
}
