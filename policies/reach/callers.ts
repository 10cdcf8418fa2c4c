import { textAt } from "../read";
import type { PolicyResource } from "../resource";
import type { StackIndex } from "../stack-index";
import { isEdge } from "./edge-addresses";
import { type Range, isPublic, rangeAt } from "./ranges";

/** Who may call, or be called: a range of addresses, a group, or neither where nobody can tell who it is. */
export interface End {
  readonly text: string;
  readonly range?: Range;
  readonly group?: PolicyResource;
  /** Whether it is Cloudflare, or an address that the stack leaves by. */
  readonly isKnown?: boolean;
}

export const addressType = "aws:ec2/eip:Eip";

/**
 * The callers that a list of addresses names, each to be read by itself. As many single addresses as the list was made
 * from are the stack's own; which they are only AWS knows.
 */
export function callersIn(
  addresses: readonly (() => string)[],
  list: PolicyResource,
  property: string,
  stack: StackIndex,
): readonly (() => End)[] {
  let own = stack.targets(list, property).filter(({ type }) => type === addressType).length;
  return addresses.map((read) => () => {
    const text = read();
    const range = rangeAt(text);
    if (isEdge(range)) return { text, range, isKnown: true };
    const isKnown = range.from === range.to && isPublic(range) && own > 0;
    if (isKnown) own -= 1;
    return { text, range, isKnown };
  });
}

export const networkType = "aws:ec2/vpc:Vpc";

/** The range of the network that a resource stands in. */
export function networkOf(resource: PolicyResource, stack: StackIndex): Range | undefined {
  const [network] = stack
    .targets(resource, "vpcId")
    .filter(({ type }) => type === networkType)
    .map(({ props }) => rangeAt(textAt(props, "cidrBlock")));
  return network;
}
