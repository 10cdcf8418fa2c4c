/** One value or several, as policies write them. */
export type OneOrMore<Value> = Value | readonly Value[];

/** `*`, or principals by kind: `AWS`, `Service`, `Federated`. */
export type Principal = "*" | Readonly<Record<string, OneOrMore<string>>>;

/** A statement of a policy as AWS stores it. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Principal;
  readonly NotPrincipal?: Principal;
  readonly Action?: OneOrMore<string>;
  readonly NotAction?: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  readonly NotResource?: OneOrMore<string>;
  /** Values by key by operator. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore<Scalar>>>>>;
}

export type Scalar = string | number | boolean;

/** A policy and what it is called. */
export interface Policy {
  readonly name: string;
  readonly statements: readonly Statement[];
  /** Whether `${…}` stands for a value of the request: since version 2012-10-17. */
  readonly hasVariables: boolean;
}

/** The policy that a JSON document says. */
export function readPolicy(name: string, json: string): Policy {
  const { Version, Statement: statements } = JSON.parse(json) as {
    readonly Version?: string;
    readonly Statement: OneOrMore<Statement>;
  };
  return { name, statements: listOf(statements), hasVariables: Version === "2012-10-17" };
}

export function listOf<Value>(value: OneOrMore<Value> | undefined): readonly Value[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Value[]) : [value as Value];
}
