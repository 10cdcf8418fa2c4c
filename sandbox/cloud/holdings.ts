import { Refusal, type Subject } from "../../providers/server/provider";
import { reveal, revealMap, type WireMap } from "../../providers/server/wire";
import { importIdOf, splitRegion } from "../lookups/import-ids";
import { isRevision } from "../../catalog/identity";
import type { ModelValues } from "../model";
import { placeOf } from "../request";
import type { CloudObject, ObjectStore, Shelf } from "./object-store";
import { isAlike } from "./refusals";
import { sharesId } from "./service-rules";

/** The objects of a store that one configured provider sees, and which of them the engine means. */
export class Holdings {
  public constructor(
    private readonly store: ObjectStore,
    /** Inputs of the provider, secrets revealed. */
    private readonly provider: ModelValues,
  ) {}

  public shelf(type: string, inputs: WireMap): Shelf {
    const region = reveal(inputs.region, undefined);
    return this.shelfIn(type, typeof region === "string" ? region : undefined);
  }

  public listed(type: string, region?: string): readonly CloudObject[] {
    return this.store.on(this.shelfIn(type, region));
  }

  /** Of a resource and its replacement the older one is meant: only that is ever refreshed, updated or deleted. */
  public find(subject: Subject, id: string, properties: WireMap): CloudObject | undefined {
    const values = revealMap(properties, null);
    const found = this.store
      .on(this.shelf(subject.type, properties))
      .filter((object) => object.id === id && (!sharesId(object.type) || isAlike(object, values)));
    const { arn } = properties;
    const meant = found.find((object) => arn !== undefined && object.properties.arn === arn);
    // Revisions share their id, and not their ARN: where one is gone, no other is meant.
    if (meant !== undefined || (isRevision(subject.type) && arn !== undefined)) return meant;
    return found.find(({ urn }) => urn === subject.urn) ?? found[0];
  }

  /**
   * The object that an import means, of which nothing is remembered.
   *
   * @throws Refusal where the provider has no import of the type.
   */
  public imported({ type }: Subject, importId: string): CloudObject | undefined {
    if (sharesId(type)) throw new Refusal("precondition failed", `${type} can't be imported`);
    const { id, region } = splitRegion(importId);
    return this.listed(type, region).find((object) => importIdOf(type, object) === id);
  }

  public nextGeneration({ type, urn }: Subject, inputs: WireMap): number {
    const own = this.store.on(this.shelf(type, inputs)).filter((object) => object.urn === urn);
    return 1 + Math.max(0, ...own.map(({ generation }) => generation));
  }

  public put(
    { urn, type }: Subject,
    { id, generation, runtime }: Pick<CloudObject, "id" | "generation" | "runtime">,
    inputs: WireMap,
    outputs: WireMap,
  ): void {
    this.store.put(this.shelf(type, inputs), {
      id,
      type,
      urn,
      generation,
      inputs: Object.keys(inputs),
      properties: revealMap(outputs, null),
      ...(runtime !== undefined && { runtime }),
    });
  }

  private shelfIn(type: string, region: string | undefined): Shelf {
    return { type, ...placeOf(this.provider), ...(region !== undefined && { region }) };
  }
}
