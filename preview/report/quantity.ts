/** `1 resource`, `1,204 resources`. */
export function count(amount: number, noun: string): string {
  return `${digits(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}

/** `1,204`, whatever the machine's locale. */
export function digits(amount: number): string {
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
