import { createHash } from "node:crypto";
import type { Passport, PassportSection, PassportSectionName } from "../report/report";

/** What stands in a digest with it, so that another way to make passports makes others. */
const version = "platform passport 1";

/** 64 hex digits. */
export function hashOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

export function sealedSection(
  name: PassportSectionName,
  items: Readonly<Record<string, string>>,
): PassportSection {
  const sorted = Object.entries(items).sort(([one], [other]) => (one < other ? -1 : 1));
  return { name, digest: hashOf(JSON.stringify(sorted)), items };
}

export function sealed(stack: string, sections: readonly PassportSection[]): Passport {
  const digests = sections.map(({ name, digest }) => [name, digest]);
  const digest = `sha256:${hashOf(JSON.stringify([version, stack, digests]))}`;
  return { stack, digest, sections };
}
