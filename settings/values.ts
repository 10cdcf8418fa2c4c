import ipaddr from "ipaddr.js";
import * as z from "zod";
import { described, type Expectation } from "./described";

/** Leaf values that more than one file knows. */
type About = Omit<Expectation, "expected" | "example"> & { readonly example: string };

export const text = (about: About, expected: string, pattern: RegExp): z.ZodString =>
  described(z.string().regex(pattern), { ...about, expected });

export const dnsLabel = (about: About): z.ZodString =>
  text(
    about,
    "a DNS label: up to 63 lower-case letters, digits and inner hyphens",
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
  );

export const hostName = (about: About): z.ZodString =>
  text(
    about,
    "a host name in lower case",
    /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/,
  );

/** The name of a workload or of an object store: short enough for every physical name made of it. */
export const resourceName = (meaning: string, example: string): z.ZodString =>
  text(
    { meaning, example },
    "2 to 40 lower-case letters, digits and single hyphens, beginning with a letter",
    /^(?=.{2,40}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
  );

/** The product's name: a name of the longest kind that it begins still says which environment it is of. */
export const productName = (meaning: string, example: string): z.ZodString =>
  text(
    { meaning, example },
    "2 to 30 lower-case letters, digits and single hyphens, beginning with a letter",
    /^(?=.{2,30}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
  );

export const version = (meaning: string): z.ZodString =>
  text(
    { meaning, example: "1.4.0" },
    "a semantic version, for example 1.4.0",
    /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/,
  );

export const whole = (meaning: string, least: number, most: number, example: number): z.ZodNumber =>
  described(z.int().min(least).max(most), {
    meaning,
    expected: `a whole number from ${String(least)} to ${String(most)}`,
    example,
  });

/** A number by which GitHub knows something. */
export const id = (meaning: string, example: number): z.ZodNumber =>
  described(z.int().min(1), { meaning, expected: "a whole number from 1", example });

export const amount = (
  meaning: string,
  least: number,
  most: number,
  example: number,
  absent?: string,
): z.ZodNumber =>
  described(z.number().min(least).max(most), {
    meaning,
    expected: `a number from ${String(least)} to ${String(most)}`,
    example,
    absent,
  });

export const oneOf = <const T extends readonly [string, ...string[]]>(
  options: T,
  meaning: string,
  example: T[number],
): z.ZodEnum<{ [K in T[number]]: K }> =>
  described(z.enum(options), { meaning, expected: `one of ${options.join(", ")}`, example });

export const yesOrNo = (meaning: string, example: boolean): z.ZodBoolean =>
  described(z.boolean(), { meaning, expected: "true or false", example });

/** A calendar day. Unquoted, Pulumi reads it as a time and hands over another text. */
export const day = (meaning: string, example: string): z.ZodISODate =>
  described(z.iso.date(), { meaning, expected: `a day as quoted text, "${example}"`, example });

/** A list in which nothing stands twice: a resource is called by what it is made from. */
export const distinct = <S extends z.ZodType>(item: S): z.ZodArray<S> =>
  z.array(item).refine((items) => new Set(items).size === items.length);

/** AWS Budgets tells at most so many addresses, and nobody else hears of the shared stack's cost. */
const mostEmails = 10;

export const emails = described(distinct(z.email()).min(1).max(mostEmails), {
  meaning:
    "Addresses that critical alerts and budget alerts go to; a mailing list where they are not enough.",
  expected: `a list of 1 to ${String(mostEmails)} e-mail addresses, each once`,
  example: ["operations@acme.example"],
});

export const privateRange = (meaning: string, example: string): z.ZodString =>
  described(z.string().refine(isPrivate16), {
    meaning,
    expected: "a private IPv4 range of 65,536 addresses, ending in .0.0/16",
    example,
  });

function isPrivate16(value: string): boolean {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(value)) return false;
  const [address, bits] = ipaddr.IPv4.parseCIDR(value);
  return bits === 16 && address.range() === "private" && value.endsWith(".0.0/16");
}

/** A duration in minutes or hours, one minute to a day. */
export const duration = (meaning: string, example: string): z.ZodString =>
  described(
    z.string().refine((value) => {
      const minutes = minutesOf(value);
      return minutes !== undefined && minutes >= 1 && minutes <= 1440;
    }),
    { meaning, expected: 'a duration from "1m" to "24h" in whole minutes or hours', example },
  );

/** Minutes of `30m` or `2h`; `undefined` for any other text. */
export function minutesOf(value: string): number | undefined {
  const match = /^(\d{1,4})(m|h)$/.exec(value);
  return match === null ? undefined : Number(match[1]) * (match[2] === "h" ? 60 : 1);
}
