import type { ReportedResource } from "../report/report";
import { isComponent } from "../report/resource-kind";
import { visible } from "../../settings/visible";

/** A type token in a reader's words: `aws:ec2/vpc:Vpc` is `Vpc` of `ec2`, `neon:index:Project` is `Project` of `neon`. */
export interface TypeLabel {
  readonly service: string;
  readonly kind: string;
}

export function typeLabel(type: string): TypeLabel {
  const [provider = "", module = "", kind = ""] = visible(type).split(":");
  if (provider === "pulumi" && module === "providers") return { service: "provider", kind };
  const service = module.split("/")[0] ?? "";
  return { service: provider === "aws" && service !== "" ? service : provider, kind };
}

/** `Network` for a component, `ec2 Vpc` for what it holds. */
export function kindText(resource: ReportedResource): string {
  const { service, kind } = typeLabel(resource.type);
  return isComponent(resource) ? kind : `${service} ${kind}`;
}

/** What kind it is and what the program calls it. */
export function resourceText(resource: ReportedResource): string {
  return `${kindText(resource)} ${visible(resource.name)}`;
}

/**
 * Resources by service and kind: `ec2 Vpc, Subnet ×6 · iam Role`. No-break spaces keep together what a line end would part
 * to no use; whoever breaks the text into lines puts plain ones in their place.
 */
export function groupText(resources: readonly ReportedResource[]): string {
  const services = new Map<string, Map<string, number>>();
  for (const { type } of resources) {
    const { service, kind } = typeLabel(type);
    const kinds = services.get(service) ?? new Map<string, number>();
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    services.set(service, kinds);
  }
  return [...services]
    .map(([service, kinds]) => {
      const named = [...kinds].map(([kind, n]) => (n === 1 ? kind : `${kind}\u00a0×${String(n)}`));
      return `${service}\u00a0${named.join(", ")}`;
    })
    .join(" · ");
}
