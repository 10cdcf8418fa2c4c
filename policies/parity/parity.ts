import type { Tier } from "../environments";
import { compliant, type Outcome, type Scoped, violation } from "../rule";
import type { StackIndex } from "../stack-index";
import { explanationOf } from "./explanations";
import { holds, type Kind, kindsOf, partOf } from "./kinds";
import { Neutral } from "./neutral";

/** How far staging is built like production (ENV-6, ENV-7), or the other way round. */
export interface Parity {
  /** Controls of the one that the other has. */
  readonly alike: number;
  /** How many it lacks on purpose, by the reason in explanations.ts. */
  readonly explained: ReadonlyMap<string, number>;
  /** Those that it lacks, and nobody said why. */
  readonly missing: readonly MissingControl[];
  /** Share of the controls that staging should have and has. */
  readonly percent: number;
}

/** What every one of the model's resources of a kind has, and one of the copy's has not. */
export interface MissingControl {
  /** URN of the copy's resource without it, or of the model's where the copy has none of the kind. */
  readonly urn: string;
  /** `part aws:ec2/flowLog:FlowLog flow-log`, `dropInvalidHeaderFields: true`; empty where the kind itself is missing. */
  readonly control: string;
}

/** Compared once: the rules ask as well as whoever prints the figure. */
const compared = new WeakMap<StackIndex, WeakMap<StackIndex, Parity>>();

/** How far one tier of the estate is built like another; `undefined` unless both are there. */
export function parityIn(
  estate: readonly Scoped[],
  like: Tier = "production",
  built: Tier = "staging",
): Parity | undefined {
  const model = estate.find(({ tier }) => tier === like);
  const copy = estate.find(({ tier }) => tier === built);
  if (model === undefined || copy === undefined) return undefined;
  const known = compared.get(model.index) ?? new WeakMap<StackIndex, Parity>();
  const parity = known.get(copy.index) ?? compare(model, copy);
  compared.set(model.index, known.set(copy.index, parity));
  return parity;
}

/**
 * Whether the copy has what every one of the model's resources of a kind has. How many of a kind there are, how large
 * they are and what they are called does not count.
 */
function compare(model: Scoped, copy: Scoped): Parity {
  const neutral = new Neutral([model.environment, copy.environment]);
  const inCopy = kindsOf(copy, neutral);
  const explained = new Map<string, number>();
  const missing: MissingControl[] = [];
  let alike = 0;
  const miss = (kind: Kind, urn: string | undefined, control: string): void => {
    const why = explanationOf(model.tier, kind.name, control);
    if (why !== undefined) explained.set(why, (explained.get(why) ?? 0) + 1);
    else missing.push({ urn: urn ?? kind.copies[0]?.urn ?? "", control });
  };

  for (const kind of kindsOf(model, neutral).values()) {
    const copies = comparable(inCopy.get(kind.name), kind);
    if (copies === undefined) {
      // What is missing in a part that is missing is told with it.
      if (kind.parent === "" || inCopy.has(kind.parent)) miss(kind, undefined, "");
      continue;
    }
    for (const control of inEach(kind)) {
      const without = copies.find((copy) => !holds(copy, control));
      if (without === undefined) alike += 1;
      else if (!isMissingKind(control, kind, inCopy)) miss(kind, without.urn, control);
    }
  }
  const meant = alike + missing.length;
  return { alike, explained, missing, percent: meant === 0 ? 100 : (alike / meant) * 100 };
}

/**
 * The copy's, without those of what the model does not run: beside one container service alone, what that is called would
 * be what all of the model's have.
 */
function comparable(inCopy: Kind | undefined, { copies }: Kind): Kind["copies"] | undefined {
  const called = new Set(copies.map((copy) => copy.called));
  const both = inCopy?.copies.filter((copy) => called.has(copy.called)) ?? [];
  return both.length === 0 ? inCopy?.copies : both;
}

/** The controls that every copy has: what only some have is what tells them apart. */
function inEach({ copies }: Kind): readonly string[] {
  const first = copies.find(({ rests }) => !rests) ?? copies[0];
  return [...(first?.controls ?? [])].filter((control) =>
    copies.every((copy) => holds(copy, control)),
  );
}

/** Whether the control is a part of which the copy has none anywhere. */
function isMissingKind(control: string, kind: Kind, inCopy: ReadonlyMap<string, Kind>): boolean {
  return (
    control.startsWith(partOf("")) &&
    ![...inCopy.values()].some(
      ({ name, parent }) => parent === kind.name && partOf(name) === control,
    )
  );
}

/** Readers need a few examples; the preview lists all of them. */
const shown = 3;

/** What a stack lacks of another tier's controls. */
export function toldLack({ percent, alike, missing }: Parity, of: Tier): Outcome {
  return missing.length === 0
    ? compliant
    : violation(
        `has ${String(alike)} of ${String(alike + missing.length)} controls of ${of} (${percent.toFixed(1)} %), and not ${missing.slice(0, shown).map(told).join(", ")}`,
      );
}

function told({ urn, control }: MissingControl): string {
  const [, , types = "", name = ""] = urn.split("::");
  return control === "" ? partOf(`${types} ${name}`) : `${control} of ${name}`;
}
