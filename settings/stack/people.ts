import ipaddr from "ipaddr.js";
import * as z from "zod";
import type { Role } from "../../blueprint/login";
import { described } from "../described";
import * as values from "../values";

const member = (who: string) =>
  described(
    z.strictObject({
      emails: described(z.array(z.email()), {
        meaning: "Their e-mail addresses.",
        expected: "a list of e-mail addresses",
        example: ["ada@acme.example"],
      }).default([]),
      emailDomains: described(
        z.array(values.hostName({ meaning: "A domain.", example: "acme.example" })),
        {
          meaning: "Domains of which every e-mail address is one of them.",
          expected: "a list of domains",
          example: ["acme.example"],
        },
      ).default([]),
      accessGroups: described(z.array(z.uuid()), {
        meaning:
          "Ids of Access groups of the environment's Cloudflare account, which may follow an identity provider's.",
        expected: "a list of UUIDs",
        example: ["f174e90a-fafe-4643-bbbc-4a0ed4fc8415"],
      }).default([]),
    }),
    {
      meaning: who,
      expected: "a map with emails, emailDomains or accessGroups",
      example: { emails: ["ada@acme.example"] },
      absent: "nobody",
    },
  ).optional();

const members: Readonly<Record<Role, ReturnType<typeof member>>> = {
  developers: member("Who writes the product."),
  qa: member("Who tests it."),
  devops: member("Who deploys it."),
  operations: member("Who runs it in production."),
  business: member("Who owns it, and invited stakeholders."),
};

/** Who has which role before workloads with `login` (ACC-2 to ACC-6). */
export const people = described(z.strictObject(members), {
  meaning:
    "Who has which role; whom a workload with `login` lets in where, the table in blueprint/tiers.ts says.",
  expected: "a map with developers, qa, devops, operations and business",
  example: { operations: { emails: ["ada@acme.example"] } },
}).default({});

export const officeAddresses = described(z.array(z.string().refine(isPublicRange)), {
  meaning:
    "Public addresses and ranges from which people work who are asked for a listed one (ACC-12).",
  expected: "a list of public addresses or ranges, such as 203.0.113.0/24",
  example: ["203.0.113.0/24"],
}).default([]);

/** No more than 65,536 addresses of IPv4, or a provider's usual share of IPv6: a list of half the internet lists nobody. */
function isPublicRange(value: string): boolean {
  const range = value.includes("/") ? value : `${value}/${value.includes(":") ? "128" : "32"}`;
  if (!ipaddr.isValidCIDR(range)) return false;
  const [address, bits] = ipaddr.parseCIDR(range);
  const isPrivate = ["private", "uniqueLocal", "loopback", "linkLocal", "unspecified"];
  return bits >= (address.kind() === "ipv4" ? 16 : 32) && !isPrivate.includes(address.range());
}
