import {
  type Environment,
  type EnvironmentTable,
  type ReferenceKind,
  ownEnvironments,
  pullRequestForm,
} from "./environments";
import type { Scope } from "./rule";
import { tenancies } from "./tenancies";
import { knownTexts } from "./texts";

/** An environment's identifier, found in a text. */
interface Mention {
  readonly kind: ReferenceKind;
  readonly text: string;
  /** The environments that it identifies. */
  readonly owners: readonly string[];
}

const none: readonly Mention[] = [];
/** The account in an ARN, or of a registry of images. */
const accountPlace = String.raw`\barn:[\w-]+:[\w-]*:[\w-]*:\d{12}(?!\d)|\b\d{12}(?=\.dkr\.ecr\.)`;
const remembered = 20_000;
const finders = new WeakMap<EnvironmentTable, MentionFinder>();

/** Finds the identifiers of all environments in a text with one expression, in one pass. */
export class MentionFinder {
  private readonly expression: RegExp;
  private readonly domains: readonly string[];
  private readonly kinds = new Map<string, Mention>();
  private readonly hosts: readonly { readonly host: string; readonly owner: string }[];
  private readonly memory = new Map<string, readonly Mention[]>();

  private constructor(private readonly table: EnvironmentTable) {
    const environments = [...table.environments.values()];
    for (const environment of environments) this.learn(environment);
    this.hosts = environments
      .flatMap(({ hosts, name }) => hosts.map((host) => ({ host, owner: name })))
      .sort((a, b) => b.host.length - a.host.length);
    this.domains = domainsOf(environments);
    this.expression = expressionOf(table, environments);
  }

  public static of(table: EnvironmentTable): MentionFinder {
    let finder = finders.get(table);
    if (finder === undefined) finders.set(table, (finder = new MentionFinder(table)));
    return finder;
  }

  public find(text: string): readonly Mention[] {
    let found = this.memory.get(text);
    if (found === undefined) {
      found = this.search(text);
      // The same few texts come back thousands of times: tags, regions, ARNs.
      if (this.memory.size < remembered) this.memory.set(text, found);
    }
    return found;
  }

  /** The environment that a host name lies under; `undefined` outside all of theirs. */
  public ownerOfHost(host: string): string | undefined {
    const name = host.toLowerCase();
    const pullRequest = this.pullRequestOf("hosts", name);
    if (pullRequest !== undefined) return pullRequest;
    return this.hosts.find((entry) => name === entry.host || name.endsWith(`.${entry.host}`))
      ?.owner;
  }

  private learn(environment: Environment): void {
    const { name, names, databases, gates, previewEnvironments } = environment;
    const lists: [ReferenceKind, readonly string[]][] = [
      ...tenancies.map(({ kind, list }) => [kind, environment[list]] as [ReferenceKind, string[]]),
      ["database", databases],
      ["name", names],
      [
        "github-environment",
        [...gates, ...previewEnvironments].map((gate) => `environment:${gate}`),
      ],
    ];
    for (const [kind, texts] of lists) {
      for (const text of texts) {
        const owners = [...(this.kinds.get(text.toLowerCase())?.owners ?? []), name];
        this.kinds.set(text.toLowerCase(), { kind, text, owners });
      }
    }
  }

  private search(text: string): readonly Mention[] {
    // `matchAll` would copy the expression for every text; most hold nothing.
    this.expression.lastIndex = 0;
    let match = this.expression.exec(text);
    if (match === null) return none;
    const found: Mention[] = [];
    for (; match !== null; match = this.expression.exec(text)) {
      const mention = this.classify(text, match.index, match[0]);
      if (mention !== undefined) found.push(mention);
    }
    return found;
  }

  /** The identifier that stands at a place, unless it is only a part of a longer word. */
  private classify(text: string, start: number, match: string): Mention | undefined {
    const end = start + match.length;
    const lower = match.toLowerCase();
    if (this.domains.includes(lower)) {
      const host = hostAround(text, start, end);
      const owner = host === undefined ? undefined : this.ownerOfHost(host);
      return host === undefined || owner === undefined
        ? undefined
        : { kind: "host", text: host, owners: [owner] };
    }
    if (isWord(text[start - 1]) || isWord(text[end])) return undefined;
    const account = /^(?:arn:.*:)?(\d{12})$/.exec(lower)?.[1];
    const known = this.kinds.get(account ?? lower);
    if (known !== undefined) return known;
    if (account !== undefined) return { kind: "account", text: account, owners: ["a stranger"] };
    const owner = this.pullRequestOf("names", lower);
    return owner === undefined ? undefined : { kind: "name", text: match, owners: [owner] };
  }

  private pullRequestOf(field: "hosts" | "names", text: string): string | undefined {
    const number = /(?:^|[^a-z0-9])pr-(\d+)(?![a-z0-9])/.exec(text)?.[1];
    if (number === undefined || this.table.pullRequest === undefined) return undefined;
    const form = this.table.pullRequest(number);
    const matches = form[field].some(
      (own) => text === own || (field === "hosts" && text.endsWith(`.${own}`)),
    );
    return matches ? form.name : undefined;
  }
}

/** What the resource's texts name that belongs to another environment, with the property it stands in. */
export function foreignMentions(
  props: unknown,
  scope: Scope,
  type: string,
): { readonly path: string; readonly mention: Mention }[] {
  const finder = MentionFinder.of(scope.data);
  const own = new Set(ownEnvironments(scope.environment).map((environment) => environment.name));
  const found: { path: string; mention: Mention }[] = [];
  const unknown = knownTexts(props, (text, path) => {
    for (const mention of finder.find(text)) {
      if (mention.owners.some((owner) => own.has(owner))) continue;
      if (!isAllowed(scope, type, mention)) found.push({ path: path.join("."), mention });
    }
  });
  if (found.length === 0 && unknown !== undefined) throw unknown;
  return found;
}

/** Whether environments.yaml allows the stack to name another environment so. */
export function isAllowed(
  { data, environment }: Scope,
  type: string,
  mention: Pick<Mention, "kind" | "owners">,
): boolean {
  const from = environment.tier === "preview" ? pullRequestForm : environment.name;
  return data.allowed.some(
    (reference) =>
      reference.from.includes(from) &&
      mention.owners.every((owner) => reference.to.includes(owner)) &&
      reference.kinds.includes(mention.kind) &&
      (reference.types?.includes(type) ?? true),
  );
}

/** The host name that ends in the domain found there; the domain of an e-mail address is none. */
function hostAround(text: string, domainStart: number, end: number): string | undefined {
  if (/^\.?[\w-]/.test(text.slice(end, end + 2))) return undefined;
  let start = domainStart;
  while (start > 0 && /[\w*.-]/.test(text.charAt(start - 1))) start -= 1;
  if (start < domainStart && text[domainStart - 1] !== ".") return undefined;
  // Behind a URL's user and password stands a host all the same.
  if (text[start - 1] === "@" && !/:\/\/[^\s/@]*@$/.test(text.slice(0, start))) return undefined;
  return text.slice(start, end).replace(/^\.+/, "");
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9]/i.test(character);
}

/** Hosts that lie under no other environment's: every host of all environments ends in one of them. */
function domainsOf(environments: readonly Environment[]): readonly string[] {
  const hosts = environments.flatMap((environment) => environment.hosts);
  return hosts.filter((host) => !hosts.some((other) => host.endsWith(`.${other}`)));
}

/** Finds candidates only: every look around one would be paid for at every place of every text. */
function expressionOf(table: EnvironmentTable, environments: readonly Environment[]): RegExp {
  const forms = [...environments, ...(table.pullRequest ? [table.pullRequest("<n>")] : [])];
  const texts = forms.flatMap((form) => [
    ...form.names,
    ...form.databases,
    ...tenancies.flatMap(({ list }) => form[list]),
    ...[...form.gates, ...form.previewEnvironments].map((gate) => `environment:${gate}`),
  ]);
  const alternatives = [...domainsOf(environments), ...texts]
    // The longest first: `production-approval` is not `production`.
    .sort((a, b) => b.length - a.length)
    .map((text) => escape(text).replaceAll("<n>", "\\d+"));
  return new RegExp([accountPlace, ...alternatives].join("|"), "gi");
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
