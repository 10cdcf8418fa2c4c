/**
 * Rules whose every mutation another rule objects to as well, because the pack holds the same from two sides. Without
 * one of them the others still object; that it is gone shows in its cases and in broken-values.json.
 */
export const companions: ReadonlyMap<string, readonly string[]> = new Map([
  // An account or a topic is another environment's by its text, too.
  ["account-isolate", ["account-require-own", "reference-isolate"]],
  ["account-require-own", ["reference-isolate"]],
  ["sink-require-own", ["reference-isolate"]],
  // A trust of anything but StringEquals proves none of the claims.
  [
    "trust-forbid-absent-claims",
    [
      "github-trust-require-audience",
      "github-trust-require-claims",
      "github-trust-require-subject",
    ],
  ],
  // Whoever may change roles may write without bounds.
  ["iam-forbid-escalation", ["iam-forbid-unbounded-write"]],
  ["iam-forbid-permission-management", ["iam-forbid-unbounded-write"]],
  // The branch is held to its own seven days, and to the stack's.
  ["preview-branch-require-expiry", ["preview-require-expiry"]],
]);
