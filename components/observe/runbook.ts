/** What a person does who is called by an alarm, each a file of docs/runbooks. */
export type Runbook = "alarm" | "approve" | "database-backups" | "failover" | "restore" | "rotate";

/** What an alarm says, and where it stands what to do about it. */
export function withRunbook(text: string, runbook: Runbook): string {
  return `${text} What to do: docs/runbooks/${runbook}.md`;
}
