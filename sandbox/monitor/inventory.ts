import type { ModelValues } from "../model";
import type { CloudObject, Shelf } from "../cloud/object-store";

/** An object of the emulated clouds and where it stands. */
export type Held = CloudObject & Pick<Shelf, "accountId" | "region">;

/** Everything that the emulated clouds hold at one moment, in memory: the monitor asks after every call. */
export class Inventory {
  private readonly types = new Map<string, Map<string, Held>>();

  public put({ accountId, region }: Shelf, object: CloudObject): void {
    const own = this.types.get(object.type) ?? new Map<string, Held>();
    own.set(keyOf(object), { ...object, accountId, region });
    this.types.set(object.type, own);
  }

  public remove(object: CloudObject): void {
    this.types.get(object.type)?.delete(keyOf(object));
  }

  public clear(): void {
    this.types.clear();
  }

  /** The objects of a type in every account and region. */
  public ofType(type: string): readonly Held[] {
    return [...(this.types.get(type)?.values() ?? [])];
  }

  /** Those of a type that have all these values. */
  public having(type: string, values: ModelValues): readonly Held[] {
    const wanted = Object.entries(values);
    return this.ofType(type).filter(({ properties }) =>
      wanted.every(([key, value]) => properties[key] === value),
    );
  }
}

function keyOf({ urn, generation }: CloudObject): string {
  return `${urn}#${String(generation)}`;
}
