import type { ReportedVerdict } from "./report";

/** The message without the rule's id, with which policies begin it. */
export function withoutRule({ rule, message }: ReportedVerdict): string {
  return message.startsWith(`${rule}: `) ? message.slice(rule.length + 2) : message;
}
