import { asList, isRecord } from "../read";

/** What a service of AWS says of something that happened. */
export interface Event {
  readonly [key: string]: string | Event;
}

/**
 * Whether EventBridge's pattern takes an event: each key of the pattern has one of its values, or what is inside of it is
 * taken; of what stands under `$or` one is enough.
 *
 * @throws RangeError for a pattern of operators, such as `prefix`.
 */
export function takes(pattern: Readonly<Record<string, unknown>>, event: Event): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === "$or") {
      return asList(wanted).some((each) => isRecord(each) && takes(each, event));
    }
    const given = event[key];
    if (isRecord(wanted)) return typeof given === "object" && takes(wanted, given);
    return asList(wanted).some((value) => {
      if (isRecord(value)) throw new RangeError(`${key} is matched by an operator`);
      return value === given;
    });
  });
}
