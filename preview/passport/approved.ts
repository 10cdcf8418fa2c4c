import type { Passport, PassportSectionName } from "../report/report";

/** What was approved of one stack, as far as it is told. */
export interface Approved {
  readonly stack: string;
  readonly digest: string;
  /** Empty where its digest alone is known. */
  readonly sections: ReadonlyMap<PassportSectionName, ApprovedSection>;
}

export interface ApprovedSection {
  /** Or the beginning of it. */
  readonly digest: string;
  /** `undefined` where no more than the digest is known. */
  readonly items?: Readonly<Record<string, string>>;
}

export function approvedAs({ stack, digest, sections }: Passport): Approved {
  return { stack, digest, sections: new Map(sections.map((section) => [section.name, section])) };
}
