import type { Scoped } from "../rule";
import type { StackIndex } from "../stack-index";
import { explanationOf } from "./explanations";
import { holds, type Kind, kindsOf, partOf } from "./kinds";
import { Neutral } from "./neutral";

/** How far staging is built like production (ENV-6, ENV-7). */
export interface Parity {
  /** Controls of production that staging has. */
  readonly alike: number;
  /** How many staging lacks on purpose, by the reason in explanations.ts. */
  readonly explained: ReadonlyMap<string, number>;
  /** Those that it lacks, and nobody said why. */
  readonly missing: readonly MissingControl[];
  /** Share of the controls that staging should have and has. */
  readonly percent: number;
}

/** What every one of production's resources of a kind has, and one of staging's has not. */
export interface MissingControl {
  /** URN of staging's resource without it, or of production's where staging has none of the kind. */
  readonly urn: string;
  /** `part aws:ec2/flowLog:FlowLog flow-log`, `dropInvalidHeaderFields: true`; empty where the kind itself is missing. */
  readonly control: string;
}

/** Compared once: the rule asks as well as whoever prints the figure. */
const compared = new WeakMap<
  StackIndex,
  { readonly staging: StackIndex; readonly parity: Parity }
>();

/** How alike the estate's staging and production are; `undefined` unless both are there. */
export function parityIn(estate: readonly Scoped[]): Parity | undefined {
  const production = estate.find(({ tier }) => tier === "production");
  const staging = estate.find(({ tier }) => tier === "staging");
  if (production === undefined || staging === undefined) return undefined;
  const known = compared.get(production.index);
  if (known?.staging === staging.index) return known.parity;
  const parity = compare(production, staging);
  compared.set(production.index, { staging: staging.index, parity });
  return parity;
}

/**
 * Whether staging has what every one of production's resources of a kind has. How many of a kind there are, how large
 * they are and what they are called does not count.
 */
function compare(production: Scoped, staging: Scoped): Parity {
  const neutral = new Neutral([production.environment, staging.environment]);
  const inStaging = kindsOf(staging, neutral);
  const explained = new Map<string, number>();
  const missing: MissingControl[] = [];
  let alike = 0;
  const miss = (kind: Kind, urn: string | undefined, control: string): void => {
    const why = explanationOf(kind.name, control);
    if (why !== undefined) explained.set(why, (explained.get(why) ?? 0) + 1);
    else missing.push({ urn: urn ?? kind.copies[0]?.urn ?? "", control });
  };

  for (const kind of kindsOf(production, neutral).values()) {
    const copies = comparable(inStaging.get(kind.name), kind);
    if (copies === undefined) {
      // What is missing in a part that is missing is told with it.
      if (kind.parent === "" || inStaging.has(kind.parent)) miss(kind, undefined, "");
      continue;
    }
    for (const control of inEach(kind)) {
      const without = copies.find((copy) => !holds(copy, control));
      if (without === undefined) alike += 1;
      else if (!isMissingKind(control, kind, inStaging)) miss(kind, without.urn, control);
    }
  }
  const meant = alike + missing.length;
  return { alike, explained, missing, percent: meant === 0 ? 100 : (alike / meant) * 100 };
}

/**
 * Staging's copies, without those of what production does not run yet: beside one container service alone, what that is
 * called would be what all of production's have.
 */
function comparable(inStaging: Kind | undefined, { copies }: Kind): Kind["copies"] | undefined {
  const called = new Set(copies.map((copy) => copy.called));
  const both = inStaging?.copies.filter((copy) => called.has(copy.called)) ?? [];
  return both.length === 0 ? inStaging?.copies : both;
}

/** The controls that every copy has: what only some have is what tells them apart. */
function inEach({ copies }: Kind): readonly string[] {
  const first = copies.find(({ rests }) => !rests) ?? copies[0];
  return [...(first?.controls ?? [])].filter((control) =>
    copies.every((copy) => holds(copy, control)),
  );
}

/** Whether the control is a part of which staging has none anywhere. */
function isMissingKind(control: string, kind: Kind, inStaging: ReadonlyMap<string, Kind>): boolean {
  return (
    control.startsWith(partOf("")) &&
    ![...inStaging.values()].some(
      ({ name, parent }) => parent === kind.name && partOf(name) === control,
    )
  );
}
