import { createHash } from "node:crypto";

/** `sha256:<64 hex digits>`, as releases name what was built. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
