import { dataKinds } from "../calendar/kinds";
import type { Protection } from "../calendar/protection";
import type { StackIndex } from "../stack-index";

/** What is known of the protection of one resource's data. */
export interface LedgerEntry {
  readonly urn: string;
  /** What people call it, for example `S3 bucket`. */
  readonly kind: string;
  /** Empty where nothing protects it, or where it could not be read. */
  readonly protections: readonly Pick<Protection, Told>[];
  /** Why the protection could not be read. */
  readonly problem: string | undefined;
  /** ISO date of the last day on which it was restored as a drill; `undefined` for never. */
  readonly lastDrill: string | undefined;
}

type Told = "means" | "every" | "days" | "region" | "part" | "by";

/** Every resource of a stack that holds data, and what protects it, in the order of the URNs. */
export function ledgerOf(
  stack: StackIndex,
  drills: ReadonlyMap<string, string>,
): readonly LedgerEntry[] {
  return stack.of(Object.keys(dataKinds)).flatMap((resource): LedgerEntry[] => {
    const kind = dataKinds[resource.type];
    if (kind === undefined) return [];
    const entry = { urn: resource.urn, kind: kind.name, lastDrill: drills.get(resource.urn) };
    try {
      const works = kind.protectionsOf(resource, stack).filter(({ fails }) => fails === undefined);
      return [{ ...entry, protections: works.map(tell), problem: undefined }];
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      return [{ ...entry, protections: [], problem }];
    }
  });
}

function tell({ means, every, days, region, part, by }: Protection): Pick<Protection, Told> {
  return {
    means,
    by,
    ...(every === undefined ? {} : { every }),
    ...(days === undefined ? {} : { days }),
    ...(region === undefined ? {} : { region }),
    ...(part === undefined ? {} : { part }),
  };
}
