import type { FormatName } from "../../../sandbox/check/formats";
import type { Rule } from "../model";

/** Why no published model says more of an input than its type. */
export type Unheld = keyof typeof unheldReasons;

export const unheldReasons = {
  text: "free text: the models set no limit",
  reference: "an id, a name or an address of another resource, which only the service can look up",
  number: "a number for which the models state no bounds",
  choice: "the models publish no list of the values",
  engine: "read by the provider alone, never sent to a service",
  expression: "an expression in a language of the service's own",
  content: "code or data that the service takes as it is",
} as const;

/** What an input is held against where names alone don't tell. */
export interface Decision {
  /** Types of the package that the input is, and in which what it holds is looked up. */
  readonly at?: readonly string[];
  readonly format?: FormatName;
  /** A JSON text that holds a value of that type of the package. */
  readonly json?: string;
  readonly unheld?: Unheld;
  readonly stated?: Stated;
  readonly listed?: Listed;
}

/** A rule that documentation puts in words. */
export interface Stated {
  readonly rule: Rule;
  readonly quote: string;
  /** Member of a model, for example `elbv2 CreateLoadBalancerInput.Name`; else the input's own documentation. */
  readonly where: string | undefined;
}

/** Values that documentation lists after some words, in quotes or backquotes up to the end of the sentence. */
export interface Listed {
  readonly after: string;
  readonly where: string | undefined;
}

export const at = (...names: readonly string[]): Decision => ({ at: names });

export const format = (name: FormatName, ...names: readonly string[]): Decision =>
  names.length === 0 ? { format: name } : { format: name, at: names };

export const json = (name: string): Decision => ({ format: "JSON", json: name });

export const unheld = (reason: Unheld): Decision => ({ unheld: reason });

export const stated = (rule: Rule, quote: string, where?: string): Decision => ({
  stated: { rule, quote, where },
});

export const listed = (after: string, where?: string): Decision => ({ listed: { after, where } });

export interface TypeMapping {
  /** Types of the package whose members are the inputs of the same names. */
  readonly from: readonly string[];
  /** By path, with `[]` for the items of a list and `*` for the values of a map. */
  readonly paths?: Readonly<Record<string, Decision>>;
}

export type PackageMapping = Readonly<Record<string, TypeMapping>>;
