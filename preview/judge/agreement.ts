import type { Environment } from "../../policies/environments";
import { environmentOf, type PackData } from "../../policies/pack-data";
import type { Problem } from "../../settings/problem";
import { isMap } from "../../settings/parse-text";
import { show } from "../../settings/show";
import { parseStackName, stackFileName } from "../../settings/stack-name";
import type { StackConfig } from "../run/run-program";

/** Who an environment is stands in its settings and in policies/environments.yaml: the keys of both. */
const twice = [
  ["host", undefined, "hosts"],
  ["aws", "accountId", "accounts"],
  ["aws", "region", "regions"],
  ["cloudflare", "accountId", "cloudflareAccounts"],
  ["cloudflare", "zoneId", "cloudflareZones"],
  ["cloudflare", "teamDomain", "loginHosts"],
  ["neon", "organizationId", "neonOrganizations"],
] as const satisfies readonly (readonly [string, string | undefined, keyof Environment])[];

/** Where settings and the policies' table disagree on who a stack is: every rule would say it of every resource. */
export function disagreements(
  stack: string,
  { values }: StackConfig,
  policies: PackData,
): readonly Problem[] {
  const environment = environmentOf(policies, stack);
  const named = parseStackName(stack);
  if (environment === undefined || "problems" in named || named.value.kind === "ephemeral")
    return [];
  return twice.flatMap(([group, key, list]): Problem[] => {
    const got = settingOf(values[`platform:${group}`], key);
    const known = environment[list];
    const isKnown = known.some(
      (one) => got === one || (key === undefined && got?.endsWith(`.${one}`)),
    );
    if (got === undefined || isKnown) return [];
    const place = `environments.${stack}.${list} of policies/environments.yaml`;
    return [
      {
        file: stackFileName(stack),
        key: ["platform:" + group, key].filter((part) => part !== undefined).join("."),
        got: show(got),
        expected: `${known.map(show).join(" or ") || "nothing"}, as ${place} says`,
        fix: "correct the one that is wrong: both stand apart, so that no single mistake moves an environment",
      },
    ];
  });
}

function settingOf(text: string | undefined, key: string | undefined): string | undefined {
  if (text === undefined || key === undefined) return text;
  const group: unknown = JSON.parse(text);
  const value = isMap(group) ? group[key] : undefined;
  return typeof value === "string" ? value : undefined;
}
