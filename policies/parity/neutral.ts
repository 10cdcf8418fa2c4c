import type { Environment } from "../environments";
import { tenancies } from "../tenancies";

/**
 * Texts that say which, in any environment: ids that a service makes up, names cut and hashed, addresses, regions with
 * their zones, numbers, and days.
 */
const ids = [
  String.raw`-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----`,
  String.raw`\b[a-z]+-[a-z]+-\d{8}\b`,
  String.raw`\b(?:mrk-)?(?:[0-9a-f]{4,}-)*[0-9a-f]{8,}\b`,
  String.raw`\b(?:[0-9a-f]{4,}-)+[0-9a-f]{4,}\b`,
  String.raw`\b[a-z<][\w<>-]*-[0-9a-f]{6}\b`,
  String.raw`\b\d{1,3}(?:\.\d{1,3}){3}\b(?:\/\d+)?`,
  String.raw`\b[a-z]{2}(?:-[a-z]+)+-\d[a-o]?\b`,
  String.raw`[\w.+-]+@(?:<host>|[\w-]+(?:\.[\w-]+)+)`,
  // Either cell may be the live one.
  String.raw`\b(?:blue|green)\b`,
];
const which = new RegExp(ids.join("|"), "gi");

/** What two environments call the same things, in one word for both. */
export class Neutral {
  private readonly words = new Map<string, string>();
  private readonly expression: RegExp;
  private readonly memory = new Map<string, string>();

  public constructor(environments: readonly Environment[]) {
    for (const environment of environments) {
      this.learn("<environment>", [environment.name]);
      for (const { kind, list } of tenancies) this.learn(`<${kind}>`, environment[list]);
      this.learn("<database>", environment.databases);
      this.learn("<host>", environment.hosts);
      this.learn("<name>", environment.names);
    }
    const longestFirst = [...this.words.keys()].sort((a, b) => b.length - a.length).map(escape);
    this.expression = new RegExp(`(?<![a-z0-9])(?:${longestFirst.join("|")})(?![a-z0-9])`, "gi");
  }

  /** The text with one word for whatever says which of several it is. */
  public text(text: string): string {
    let neutral = this.memory.get(text);
    if (neutral === undefined) {
      // Its own words first: the first label of a host may look like the hash at a name's end.
      const own = text.replaceAll(this.expression, (word) => this.words.get(word) ?? "<which>");
      neutral = own.replaceAll(which, "<which>");
      this.memory.set(text, neutral);
    }
    return neutral;
  }

  /** Whether a text is a word of the vendor's own, that can be the same in any environment. */
  public isWord(text: string): boolean {
    return !/^[\d.]+$/.test(text) && this.text(text) === text;
  }

  private learn(word: string, texts: readonly string[]): void {
    for (const text of texts) this.words.set(text, word);
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
