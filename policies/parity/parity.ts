import type { PolicyResource } from "../resource";
import type { Scoped } from "../rule";
import type { StackIndex } from "../stack-index";
import type { Difference } from "./difference";
import { explanationOf } from "./explanations";
import { Neutral } from "./neutral";
import { SettingComparison, settingCount } from "./settings";

/** How alike staging and production are (ENV-7). */
export interface Parity {
  /** Settings that are the same. */
  readonly alike: number;
  /** How many settings differ on purpose, by the reason in explanations.ts. */
  readonly explained: ReadonlyMap<string, number>;
  /** Settings of the differences that nobody explained. */
  readonly unexplainedSettings: number;
  readonly unexplained: readonly Difference[];
  /** Share of the settings that should be alike and are. */
  readonly percent: number;
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

/** Production and staging, resource by resource and setting by setting. */
function compare(production: Scoped, staging: Scoped): Parity {
  const neutral = new Neutral([production.environment, staging.environment]);
  const explained = new Map<string, number>();
  const unexplained: Difference[] = [];
  let alike = 0;
  let unexplainedSettings = 0;
  const tell = (difference: Difference, place: string, settings: number): void => {
    const why = explanationOf(difference, place);
    if (why !== undefined) {
      explained.set(why, (explained.get(why) ?? 0) + settings);
      return;
    }
    unexplained.push(difference);
    unexplainedSettings += settings;
  };
  const tellAlone = (resource: PolicyResource, place: string, of: "production" | "staging") => {
    const { urn, type, name } = resource;
    const difference = { urn, type, setting: "", production: undefined, staging: undefined };
    tell({ ...difference, [of]: name }, place, settingCount(resource, neutral));
  };

  const inStaging = new Map(
    staging.index.resources.map((resource) => [placeOf(resource, neutral), resource]),
  );
  for (const resource of production.index.resources) {
    const place = placeOf(resource, neutral);
    const counterpart = inStaging.get(place);
    if (counterpart === undefined) {
      tellAlone(resource, place, "production");
      continue;
    }
    inStaging.delete(place);
    const { urn, type } = resource;
    const comparison = new SettingComparison(neutral);
    comparison.compare(resource, counterpart);
    alike += comparison.alike;
    for (const { setting, values } of comparison.differences) {
      tell({ urn, type, setting, production: values[0], staging: values[1] }, place, 1);
    }
  }
  for (const [place, resource] of inStaging) tellAlone(resource, place, "staging");

  const meant = alike + unexplainedSettings;
  const percent = meant === 0 ? 100 : (alike / meant) * 100;
  return { alike, explained, unexplainedSettings, unexplained, percent };
}

/** Where a resource stands, in the same words in either environment: its type and its parents', and its name. */
function placeOf({ urn }: PolicyResource, neutral: Neutral): string {
  return neutral.text(urn.split("::").slice(2).join("::"));
}
