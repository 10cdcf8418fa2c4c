/** What the provider asks of AWS for one type. */
export interface Calls {
  /** The resource, as `<service> <resource>`: what stands in braces are its properties, `*` is what the service chooses. */
  readonly on: string;
  readonly create?: string;
  /** Also after every creation and every update. */
  readonly read?: string;
  readonly update?: string;
  readonly delete?: string;
}

export type Table = Readonly<Record<string, Calls>>;

/**
 * One call in a list of them, which spaces separate: `<service>:<Action>@<resource>+<key>=<value>?<properties>`. Without a
 * service or a resource it is the type's own; with properties it is made where one of them is set, or is changed by the
 * update; `!` before them means where none is.
 */
export interface Call {
  readonly action: string;
  /** Default: the type's own. */
  readonly on: string | undefined;
  readonly context: Readonly<Record<string, string>>;
  readonly properties: readonly string[];
  readonly negated: boolean;
}

export function callsIn(list: string, service: string): readonly Call[] {
  return list
    .split(" ")
    .filter((text) => text !== "")
    .map((text) => {
      const [, own = service, name = "", on, pairs = "", negation = "", properties = ""] =
        /^(?:([\w-]+):)?(\w+)(?:@([^+?]+))?(?:\+([^?]+))?(?:\?(!?)(.+))?$/.exec(text) ?? [];
      return {
        action: `${own}:${name}`,
        on,
        context: Object.fromEntries(pairs.split("+").filter(Boolean).map(pair)),
        properties: properties.split("|").filter(Boolean),
        negated: negation !== "",
      };
    });
}

function pair(text: string): readonly [string, string] {
  const [key = "", value = ""] = text.split("=");
  return [key, value];
}

/** Handing a role, whose ARN a property is, to a service. */
export function passRole(property: string, service: string): string {
  return `iam:PassRole@{${property}}+iam:PassedToService=${service}.amazonaws.com?${property}`;
}

/** The role that a service makes for itself in an account that has none: asked for each time, as in a new account. */
export function linkedRole(service: string, properties = ""): string {
  const principal = `${service}.amazonaws.com`;
  const made = `iam:CreateServiceLinkedRole@iam:role/aws-service-role/${principal}/*+iam:AWSServiceName=${principal}`;
  return properties === "" ? made : `${made}?${properties}`;
}

/** What a service does with a key, whose ARN a property is, in the name of whoever asks. */
export function useKey(property: string, service: string, actions: string): string {
  return actions
    .split(" ")
    .map((action) => {
      const grant = action === "CreateGrant" ? "+kms:GrantIsForAWSResource=true" : "";
      return `kms:${action}@{${property}}+kms:ViaService=${service}.{@region}.amazonaws.com${grant}?${property}`;
    })
    .join(" ");
}
