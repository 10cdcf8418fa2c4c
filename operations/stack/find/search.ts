import { setTimeout as sleep } from "node:timers/promises";
import type { Stack } from "@pulumi/pulumi/automation";
import { Inquiry, type ProviderSettings, type Question, type Sought } from "../inquiry";
import type { Choices, Sighting } from "./decide";
import { type Interrupted, MissingInput, type Values } from "./finder";
import { finders } from "./finders/finders";

/** What was found of the interrupted creations. */
export interface Findings {
  readonly sightings: readonly Sighting[];
  /** Why a creation can't be looked for, by URN. */
  readonly obstacles: ReadonlyMap<string, string>;
}

/** What tells where the object of a creation is: import ids, or a question whose answer has them. */
type Clue =
  | { readonly kind: "ids"; readonly creation: Interrupted; readonly importIds: readonly string[] }
  | { readonly kind: "question"; readonly creation: Interrupted; readonly question: Question }
  | { readonly kind: "obstacle"; readonly creation: Interrupted; readonly because: string };

/**
 * Looks for the objects of interrupted creations, by their providers.
 *
 * @param openProviders - reveals the providers' secrets; called only when one is asked.
 * @param settle - milliseconds to wait before what no service lists is held to be not there: lists lag behind.
 */
export async function search(
  stack: Stack,
  creations: readonly Interrupted[],
  openProviders: () => Promise<readonly ProviderSettings[]>,
  choices: Choices,
  settle: number,
): Promise<Findings> {
  const clues = creations.map((creation) => clueOf(creation, choices));
  const obstacles = new Map(
    clues.flatMap((clue) =>
      clue.kind === "obstacle" ? [[clue.creation.urn, clue.because] as const] : [],
    ),
  );
  const questions = clues.filter((clue) => clue.kind === "question");
  const given = clues.filter((clue) => clue.kind === "ids").flatMap(soughtBy);
  if (questions.length + given.length === 0) return { sightings: [], obstacles };

  const inquiry = await Inquiry.open(stack, await openProviders());
  try {
    const askAll = async (): Promise<readonly (readonly Sought[])[]> => {
      if (questions.length === 0) return [];
      const answers = await inquiry.ask(questions.map(({ question }) => question));
      return questions.map(({ creation }, index) =>
        soughtBy({ creation, importIds: idsIn(answers[index] ?? {}, creation) }),
      );
    };
    let listed = await askAll();
    if (settle > 0 && listed.some(({ length }) => length === 0)) {
      await sleep(settle);
      listed = await askAll();
    }
    const sought = [...given, ...listed.flat()];
    const sightings = sought.length === 0 ? [] : await inquiry.sight(sought);
    return { sightings, obstacles };
  } finally {
    inquiry.close();
  }
}

function clueOf(creation: Interrupted, { adopt, forget }: Choices): Clue {
  const finder = finders[creation.type];
  const chosen = adopt.get(creation.urn);
  if (chosen !== undefined) return { kind: "ids", creation, importIds: [chosen] };
  if (finder === undefined || forget.has(creation.urn))
    return { kind: "ids", creation, importIds: [] };
  try {
    switch (finder.kind) {
      case "named":
        return { kind: "ids", creation, importIds: [finder.importId(creation)] };
      case "listed": {
        const { token, args } = finder;
        const question = { provider: creation.providerUrn ?? "", token, args: args(creation) };
        return { kind: "question", creation, question };
      }
      case "repeatable":
      case "by hand":
        return { kind: "ids", creation, importIds: [] };
    }
  } catch (error) {
    if (!(error instanceof MissingInput)) throw error;
    return { kind: "obstacle", creation, because: error.message };
  }
}

function idsIn(answer: Values, creation: Interrupted): readonly string[] {
  const finder = finders[creation.type];
  return finder?.kind === "listed" ? finder.importIds(answer, creation) : [];
}

function soughtBy({
  creation: { urn, type, providerUrn, inputs },
  importIds,
}: {
  readonly creation: Interrupted;
  readonly importIds: readonly string[];
}): readonly Sought[] {
  return importIds.map((importId) => ({
    urn,
    importId,
    type,
    provider: providerUrn ?? "",
    inputs,
  }));
}
