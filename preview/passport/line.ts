import { visible } from "../../settings/visible";
import { type Passport, passportSections } from "../report/report";
import type { Approved } from "./approved";

/** Hex digits by which a line tells a section; that two passports are the same, the whole digest says. */
const shown = 12;

/** `production sha256:… files=… resources=…`. */
export function lineOf({ stack, digest, sections }: Passport): string {
  const digests = sections.map((section) => `${section.name}=${section.digest.slice(0, shown)}`);
  return [visible(stack), digest, ...digests].join(" ");
}

/** Every such line of a text. */
export function linesIn(text: string): Approved[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, stack, digest, rest = ""] =
      /^([a-z][a-z0-9-]*) (sha256:[0-9a-f]{64})((?: [a-z]+=[0-9a-f]{12})*)$/.exec(line) ?? [];
    if (stack === undefined || digest === undefined) return [];
    const given = new Map(rest.split(" ").map((part) => [part.split("=")[0], part.split("=")[1]]));
    const sections = passportSections.flatMap((name) => {
      const start = given.get(name);
      return start === undefined ? [] : [[name, { digest: start }] as const];
    });
    return [{ stack, digest, sections: new Map(sections) }];
  });
}
