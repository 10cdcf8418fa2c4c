import type { StackName } from "../mutations/estate";

/** Account, last digit of Cloudflare's account and zone, host, and Neon's organisation. */
const rows: Readonly<Record<StackName, readonly [string, string, string, string]>> = {
  dev: ["111111111111", "2", "dev.acme.example", "org-quiet-meadow-10101010"],
  "pr-7": ["111111111111", "2", "pr-7.dev.acme.example", "org-quiet-meadow-10101010"],
  staging: ["222222222222", "3", "staging.acme.example", "org-amber-harbor-20202020"],
  production: ["333333333333", "1", "acme.example", "org-bold-summit-30303030"],
  shared: ["999999999999", "1", "acme.example", "org-bold-summit-30303030"],
};

/** Who a stack is, and `other…`: who it must have nothing to do with. */
export function wordsOf(stack: StackName): Readonly<Record<string, string>> {
  return {
    ...named(stack, ""),
    ...named(stack === "production" ? "staging" : "production", "other"),
  };
}

function named(stack: StackName, prefix: string): Record<string, string> {
  const [account, digit, host, org] = rows[stack];
  const cf = `c10d000000000000000000000000000${digit}`;
  const zone = `20e0000000000000000000000000000${digit}`;
  return Object.fromEntries(
    Object.entries({ env: stack, account, cf, zone, host, org }).map(([word, value]) => [
      prefix === "" ? word : `${prefix}${word.charAt(0).toUpperCase()}${word.slice(1)}`,
      value,
    ]),
  );
}
