/** The logical name at the end of a URN. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** The URN in a reference to a provider, `<URN>::<id>`. */
export function urnOf(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

/** The resource's own type, without those of the components above it. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").pop() ?? "";
}
