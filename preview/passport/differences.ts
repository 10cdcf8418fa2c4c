import { type Passport, type PassportSectionName, passportSections } from "../report/report";
import type { Approved } from "./approved";

/** How one section differs from what was approved. */
export interface Difference {
  readonly section: PassportSectionName;
  /** What differs in it, by name; `undefined` where what was approved names the section alone. */
  readonly items: readonly ItemDifference[] | undefined;
}

export interface ItemDifference {
  readonly name: string;
  readonly how: "added" | "removed" | "changed";
}

export interface StackDifferences {
  readonly stack: string;
  readonly approved: string;
  /** `undefined` where the stack is not there any more. */
  readonly now: string | undefined;
  readonly differences: readonly Difference[];
}

/** What differs, stack by stack; empty exactly when all that was approved is what is there. */
export function differences(
  approved: readonly Approved[],
  passports: readonly Passport[],
): StackDifferences[] {
  const known = new Map(passports.map((passport) => [passport.stack, passport]));
  return approved.flatMap((each): StackDifferences[] => {
    const now = known.get(each.stack);
    if (now?.digest === each.digest) return [];
    return [
      {
        stack: each.stack,
        approved: each.digest,
        now: now?.digest,
        differences: now === undefined ? [] : sectionDifferences(each, now),
      },
    ];
  });
}

function sectionDifferences(approved: Approved, now: Passport): Difference[] {
  if (approved.sections.size === 0) return [];
  const is = new Map(now.sections.map((section) => [section.name, section]));
  return passportSections.flatMap((section): Difference[] => {
    const [was, found] = [approved.sections.get(section), is.get(section)];
    if (was === undefined && found === undefined) return [];
    if (was !== undefined && found?.digest.startsWith(was.digest) === true) return [];
    const items =
      was?.items === undefined ? undefined : itemDifferences(was.items, found?.items ?? {});
    return [{ section, items }];
  });
}

function itemDifferences(
  was: Readonly<Record<string, string>>,
  is: Readonly<Record<string, string>>,
): ItemDifference[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return names.flatMap((name): ItemDifference[] => {
    const [then, now] = [was[name], is[name]];
    if (then === now) return [];
    const how = then === undefined ? "added" : now === undefined ? "removed" : "changed";
    return [{ name, how }];
  });
}
