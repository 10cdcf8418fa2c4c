import * as z from "zod";
import { UsageError } from "../../settings/usage-error";
import { lacking, misunderstood } from "./compatibility";
import {
  type Event,
  type Schema,
  splitVersion,
  type TypeVersion,
  type Upcaster,
} from "./event-type";

export type Schemas = ReadonlyMap<TypeVersion, Schema>;

export const schemasFolder = "database/events/schemas";
const upcastersFile = "database/events/upcasters.ts";

/** An event can't be read as one of today; the message names it. */
export class UnreadableEvent extends Error {}

/** The types of a checkout, with the way from each version that was ever written to one that is read today. */
export class EventTypes {
  private readonly upcasters: ReadonlyMap<TypeVersion, Upcaster>;
  private readonly checks: ReadonlyMap<TypeVersion, z.ZodType>;
  private readonly newest = new Map<string, TypeVersion>();

  /** @throws UsageError with everything that has no way. */
  public constructor(
    private readonly schemas: Schemas,
    upcasters: readonly Upcaster[],
  ) {
    const problems = problemsOf(schemas, upcasters);
    if (problems.length > 0) throw new UsageError(problems.join("\n"));
    this.upcasters = new Map(upcasters.map((each) => [each.from, each]));
    this.checks = new Map([...schemas].map(([name, schema]) => [name, validatorOf(schema)]));
    for (const name of [...schemas.keys()].sort(byVersion)) {
      this.newest.set(splitVersion(name)[0], name);
    }
  }

  /**
   * Every type whose events are read as one of these.
   *
   * @throws UsageError where one of them is none of today.
   */
  public storedAs(types: readonly string[]): readonly string[] {
    const ends = new Map([...this.newest].map(([type, name]) => [type, this.lastOf(name)]));
    const strange = types.filter((type) => splitVersion(ends.get(type) ?? "")[0] !== type);
    if (strange.length > 0) {
      throw new UsageError(
        `${strange.join(", ")}: no type of today, which are those in ${schemasFolder} that don't lead to another one`,
      );
    }
    return [...ends].flatMap(([type, end]) => (types.includes(splitVersion(end)[0]) ? [type] : []));
  }

  /**
   * An event as today knows it. One of a newer checkout is read as the newest version that this one knows.
   *
   * @throws UnreadableEvent
   */
  public upcast(event: Event): Event {
    const stored = `${event.type}.${String(event.typeVersion)}`;
    const first = this.schemas.has(stored) ? stored : (this.newest.get(event.type) ?? stored);
    const data = wayFrom(first, this.upcasters).reduce(
      (former, { upcast }) => upcast(former),
      event.data,
    );
    const last = this.lastOf(first);
    const checked = this.checks.get(last)?.safeParse(data);
    if (checked?.success !== true) {
      const issues = checked?.error.issues.map(
        ({ path, message }) => `${path.join(".")}: ${message}`,
      );
      throw new UnreadableEvent(
        `event ${String(event.position)} (${stored}, number ${String(event.version)} of ${event.stream}) is no ${last}: ${issues?.join("; ") ?? "there is no such type"}. What was stored stays: mend what leads there in ${upcastersFile}`,
      );
    }
    const [type, typeVersion] = splitVersion(last);
    return { ...event, type, typeVersion, data };
  }

  private lastOf(name: TypeVersion): TypeVersion {
    return wayFrom(name, this.upcasters).at(-1)?.to ?? name;
  }
}

/** @throws Error where it is no schema. */
export function validatorOf(schema: Schema): z.ZodType {
  return z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema);
}

function byVersion(one: TypeVersion, other: TypeVersion): number {
  return splitVersion(one)[1] - splitVersion(other)[1];
}

function wayFrom(
  name: TypeVersion,
  upcasters: ReadonlyMap<TypeVersion, Upcaster>,
): readonly Upcaster[] {
  const way: Upcaster[] = [];
  for (let next = upcasters.get(name); next !== undefined; next = upcasters.get(next.to)) {
    if (way.includes(next)) break;
    way.push(next);
  }
  return way;
}

/**
 * What of a checkout's types nobody could read: a version leads to the next, which readers of the former one understand, since after
 * a way back they read it. What they would not understand is another type, and the old one leads there.
 */
export function problemsOf(schemas: Schemas, upcasters: readonly Upcaster[]): readonly string[] {
  const known = new Map(upcasters.map((each) => [each.from, each]));
  const file = (name: TypeVersion) => `${schemasFolder}/${name}.json`;
  return [
    ...[...schemas].flatMap(([name, schema]) => {
      const [type, version] = splitVersion(name);
      const former = `${type}.${String(version - 1)}`;
      const next = `${type}.${String(version + 1)}`;
      const before = schemas.get(former);
      return [
        ...(version > 1 && before === undefined
          ? [`${file(name)}: there is no ${former} before it`]
          : []),
        ...(before === undefined ? [] : misunderstood(before, schema)).map(
          (what) =>
            `${file(name)}: ${what}, which readers of ${former} rely on. Make it another type: rename it to ${type}<something>.1.json, and let ${former} lead there in ${upcastersFile}`,
        ),
        ...(schemas.has(next) && known.get(name)?.to !== next
          ? [
              `${name} leads nowhere: add { from: "${name}", to: "${next}", upcast: … } to ${upcastersFile}`,
            ]
          : []),
      ];
    }),
    ...upcasters.flatMap(({ from, to }) => [
      ...[from, to]
        .filter((name) => !schemas.has(name))
        .map((name) => `${upcastersFile}: ${from} to ${to}: there is no ${file(name)}`),
      ...(known.get(from)?.to === to ? [] : [`${upcastersFile}: two lead from ${from}`]),
      ...(wayFrom(to, known).some((each) => each.from === from)
        ? [`${upcastersFile}: ${from} leads back to itself`]
        : []),
    ]),
  ];
}

/** What of the types as they were stored, or may have been, the types of now do not understand, and the other way round. */
export function changesRefused(base: Schemas, head: Schemas): readonly string[] {
  return [...base].flatMap(([name, former]) => {
    const [type, version] = splitVersion(name);
    const file = `${schemasFolder}/${name}.json`;
    const next = head.get(name);
    if (next === undefined) return [`${file} is gone, and events of it are stored: bring it back`];
    const instead = `leave it as it is, write ${type}.${String(version + 1)}.json, and an upcaster to it in ${upcastersFile}`;
    return [...misunderstood(former, next), ...lacking(former, next)].map(
      (what) => `${file}: ${what}: ${instead}`,
    );
  });
}
