import { asList, isText, recordsIn, textAt, valueAt } from "../read";
import type { PolicyResource } from "../resource";
import type { StackIndex } from "../stack-index";
import { isProof, isProxiable, recordTypes } from "../rules/edge/records";
import { isUnknownValueError } from "../unknown";
import { type EdgeRequest, lineOf } from "../../expressions/request";

/** What is asked of a zone's rules; `undefined` is every zone's. */
export interface Probe {
  readonly zone: unknown;
  readonly request: EdgeRequest;
  /** Whether somebody is to be served there. */
  readonly meant: boolean;
}

interface Place {
  readonly zone: unknown;
  readonly host: string;
  readonly path: string;
}

const undeclared = "/nobody-declared-this.php";

/** Where each type says which names, and paths, the edge answers. */
const places: Readonly<Record<string, (resource: PolicyResource) => readonly string[]>> = {
  ...Object.fromEntries(recordTypes.map((type) => [type, recorded])),
  "cloudflare:index/loadBalancer:LoadBalancer": ({ props }) => [textAt(props, "name")],
  "cloudflare:index/pagesDomain:PagesDomain": ({ props }) => [textAt(props, "name")],
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain": ({ props }) => [
    textAt(props, "hostname"),
  ],
  "cloudflare:index/workersRoute:WorkersRoute": ({ props }) => [textAt(props, "pattern")],
  "aws:lb/listenerRule:ListenerRule": ({ props }) => {
    const conditions = recordsIn(props, "conditions");
    const values = (of: string) =>
      conditions.flatMap((condition) => asList(valueAt(condition, `${of}.values`))).filter(isText);
    const paths = values("pathPattern");
    return values("hostHeader").flatMap((host) => ["/", ...paths].map((path) => host + path));
  },
};

/** Requests, and the first value of which only the update will tell where they lead. */
interface Probes {
  readonly all: readonly Probe[];
  readonly unknown: Error | undefined;
}

export interface Asked {
  /** Hosts of the environment, and of those that live within its zone. */
  readonly hosts: readonly string[];
  readonly guests: readonly string[];
  /** Paths that its rules name. */
  readonly paths: readonly string[];
}

/**
 * Requests to every host that is declared, or else to the environment's own, at every path that is declared, at those
 * that rules name and at one that nobody does, in other letters and by other methods. Last comes for each host the
 * request of which no more is known: what holds of it holds of every request there.
 */
export function probesOf(stack: StackIndex, { hosts, guests, paths }: Asked): Probes {
  const { known, unknown } = declaredIn(stack);
  const named = (list: readonly string[]) => list.map((host) => placeOf(host, undefined));
  const asked = [...(known.length > 0 ? known : named(hosts)), ...named(guests)];
  const open: Probe[] = [];
  const found = new Map<string, Probe>();
  for (const { zone, host, path } of asked) {
    for (const each of [
      { ...probe(zone, { host, method: "GET", path, query: "" }), meant: true },
      ...[undeclared, ...paths.map(someOf)].map((other) =>
        probe(zone, { host, method: "POST", path: other, query: "a=b" }),
      ),
      probe(zone, { host: host.toUpperCase(), method: "GET", path, query: "" }),
    ]) {
      found.set(`${String(zone)} ${lineOf(each.request)}`, each);
    }
    open.push(probe(zone, { host }));
  }
  const meantFirst = [...found.values()].sort((a, b) => Number(b.meant) - Number(a.meant));
  return { all: [...meantFirst, ...open], unknown };
}

function probe(zone: unknown, request: EdgeRequest): Probe {
  return { zone, request, meant: false };
}

function declaredIn(stack: StackIndex): { known: readonly Place[]; unknown: Error | undefined } {
  const known: Place[] = [];
  let unknown: Error | undefined;
  for (const resource of stack.of(Object.keys(places))) {
    try {
      const zone = valueAt(resource.props, "zoneId");
      known.push(...(places[resource.type]?.(resource) ?? []).map((uri) => placeOf(uri, zone)));
    } catch (error) {
      if (!isUnknownValueError(error)) throw error;
      unknown ??= error;
    }
  }
  return { known, unknown };
}

/** A host and a path of a pattern. */
function placeOf(uri: string, zone: unknown): Place {
  const [, host = "", path = ""] = /^(?:https?:\/\/)?([^/]*)(.*)$/.exec(uri) ?? [];
  // A route's first star may stand for no character.
  return { zone, host: someOf(host.replace(/^\*(?!\.)/, "")), path: someOf(path) || "/" };
}

function someOf(pattern: string): string {
  return pattern.replaceAll("*", "some");
}

function recorded({ props }: PolicyResource): readonly string[] {
  const name = textAt(props, "name");
  const isAnswered = isProxiable(textAt(props, "type")) && !isProof(name);
  return isAnswered && valueAt(props, "proxied") === true ? [name] : [];
}
