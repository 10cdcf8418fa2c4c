import { finders } from "./finders/finders";
import { nameTag, tagsOf } from "./finders/aws-tagged";
import type { Interrupted, Values } from "./finder";

/** An object that may be what an interrupted creation had made. */
export interface Candidate {
  readonly urn: string;
  readonly importId: string;
}

/** A candidate that is there, as its provider reads it. */
export interface Sighting extends Candidate {
  readonly id: string;
  readonly outputs: Values;
}

/** What a person has decided, by URN. */
export interface Choices {
  /** Import ids of objects to adopt. */
  readonly adopt: ReadonlyMap<string, string>;
  readonly forget: ReadonlySet<string>;
}

export const noChoices: Choices = { adopt: new Map(), forget: new Set() };

export type Decision =
  | { readonly kind: "adopt"; readonly sighting: Sighting; readonly because: string }
  | { readonly kind: "forget"; readonly because: string }
  | {
      /** A person has to. */
      readonly kind: "ask";
      readonly because: string;
      /** Import ids to choose from. */
      readonly choices: readonly string[];
    };

/** An object that the state has already: it belongs to that resource. */
export interface Known {
  readonly type: string;
  /** Its id, which a service that chooses ids gives no other; else what it is imported by. */
  readonly key: string;
  /** Where it has one: revisions share their id, and not their ARN. */
  readonly arn?: unknown;
  /** The provider that manages it. */
  readonly provider: string | undefined;
  readonly urn: string;
}

/**
 * What is to become of an interrupted creation.
 *
 * @param sightings - candidates of this resource that are there.
 */
export function decide(
  resource: Interrupted,
  sightings: readonly Sighting[],
  known: readonly Known[],
  choices: Choices,
): Decision {
  const { urn, type } = resource;
  if (choices.forget.has(urn)) return { kind: "forget", because: "you said so" };
  const chosen = choices.adopt.get(urn);
  if (chosen !== undefined) return adoptChosen(chosen, sightings);
  if (type.startsWith("platform:")) {
    return { kind: "forget", because: "a component is no object of any cloud" };
  }
  const finder = finders[type];
  if (finder === undefined) return ask("nothing here knows how to find one of this type", []);
  if (finder.kind === "repeatable") return { kind: "forget", because: finder.because };
  if (finder.kind === "by hand") {
    return ask(finder.how(resource), []);
  }

  const ownerOf = (sighting: Sighting) =>
    known.find(
      (other) =>
        other.type === type &&
        (finder.kind === "listed"
          ? other.key === sighting.id && !hasAnotherArn(other, sighting)
          : other.key === sighting.importId && other.provider === resource.providerUrn),
    )?.urn;
  const fresh = sightings.filter((sighting) => ownerOf(sighting) === undefined);
  if (fresh.length === 0) {
    const [owner] = sightings.flatMap((sighting) => ownerOf(sighting) ?? []);
    const because = owner === undefined ? "it was never made" : `what is there belongs to ${owner}`;
    return { kind: "forget", because };
  }
  const [first, ...others] = fresh;
  const foreign = fresh.filter((sighting) => !carriesTags(resource, sighting));
  if (first === undefined || others.length > 0) {
    return ask(
      `there are ${String(fresh.length)} objects like it`,
      fresh.map(({ importId }) => importId),
    );
  }
  if (foreign.length > 0) {
    return ask(`${first.importId} is there, but does not carry its tags: it may be another's`, [
      first.importId,
    ]);
  }
  return { kind: "adopt", sighting: first, because: "it was made" };
}

function hasAnotherArn({ arn }: Known, { outputs }: Sighting): boolean {
  return arn !== undefined && outputs.arn !== undefined && arn !== outputs.arn;
}

function adoptChosen(chosen: string, sightings: readonly Sighting[]): Decision {
  const sighting = sightings.find(({ importId }) => importId === chosen);
  return sighting === undefined
    ? ask(`${chosen} is not there`, [])
    : { kind: "adopt", sighting, because: "you said so" };
}

function ask(because: string, choices: readonly string[]): Decision {
  return { kind: "ask", because, choices };
}

/** A resource that was asked for with tags is known by them, whatever its name. */
function carriesTags(resource: Interrupted, { outputs }: Sighting): boolean {
  const wanted = tagsOf(resource);
  if (wanted === undefined) return true;
  const { tags } = outputs;
  const own = (typeof tags === "object" && tags !== null ? tags : {}) as Values;
  return [nameTag, "environment", "project"].every((key) => own[key] === wanted[key]);
}
