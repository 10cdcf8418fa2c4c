import { listed } from "../wording";
import type { Kind } from "./placements";

/** At the other end of a path. */
type Party = "the edge" | "load balancers" | "the network" | "everyone";

/** A path that is meant to be. */
export interface Way {
  readonly party: Party;
  /** From one port of TCP to another, or those on which the containers listen. */
  readonly ports: readonly [from: number, to: number] | "container";
}

const tls: readonly [number, number] = [443, 443];
const postgres: readonly [number, number] = [5432, 5432];
const outside: readonly Way[] = [
  { party: "everyone", ports: tls },
  { party: "everyone", ports: postgres },
];

/** Cloudflare and the stack's own hooks → load balancer → task → AWS, Neon and other APIs; and nothing else. */
export const meant: Readonly<
  Record<Kind, { readonly ingress: readonly Way[]; readonly egress: readonly Way[] }>
> = {
  "load balancer": {
    ingress: [{ party: "the edge", ports: tls }],
    egress: [{ party: "the network", ports: [1024, 65_535] }],
  },
  service: { ingress: [{ party: "load balancers", ports: "container" }], egress: outside },
  function: { ingress: [], egress: outside },
  task: { ingress: [], egress: outside },
  endpoint: { ingress: [{ party: "the network", ports: tls }], egress: [] },
};

/** `443 and 5432 of everyone`; `nothing` where no way is meant. */
export function told(ways: readonly Way[]): string {
  if (ways.length === 0) return "nothing";
  return listed(
    ways.map(({ party, ports }) => `${toldPorts(ports)} of ${party}`),
    "and",
  );
}

function toldPorts(ports: Way["ports"]): string {
  if (ports === "container") return "the container's port";
  return ports[0] === ports[1] ? String(ports[0]) : ports.join("-");
}
