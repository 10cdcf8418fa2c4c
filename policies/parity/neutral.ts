import type { Environment } from "../environments";
import { tenancies } from "../tenancies";

/** What a service makes up: keys, certificates, hashes, UUIDs, Neon's two words and a number, addresses, cut names. */
const madeUp = new RegExp(
  [
    String.raw`-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----`,
    String.raw`\b[a-z]+-[a-z]+-\d{8}\b`,
    String.raw`\b(?:mrk-)?(?:[0-9a-f]{4,}-)*[0-9a-f]{8,}\b`,
    String.raw`\b(?:[0-9a-f]{4,}-)+[0-9a-f]{4,}\b`,
    String.raw`\b[a-z<][\w<>-]*-[0-9a-f]{6}\b`,
    String.raw`\b\d{1,3}(?:\.\d{1,3}){3}\b`,
  ].join("|"),
  "gi",
);

/** Whether two texts say the same of two environments, whatever those are called. */
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
    this.expression = new RegExp(`(?:${longestFirst.join("|")})(?![a-zA-Z0-9])`, "g");
  }

  /** The text with the same word for what either environment is called. */
  public text(text: string): string {
    let neutral = this.memory.get(text);
    if (neutral === undefined) {
      neutral = text.replaceAll(this.expression, (own) => this.words.get(own) ?? own);
      this.memory.set(text, neutral);
    }
    return neutral;
  }

  /** The same without the ids in it, which no two environments share. */
  public withoutIds(text: string): string {
    return this.text(text).replaceAll(madeUp, "<id>");
  }

  private learn(word: string, texts: readonly string[]): void {
    for (const text of texts) this.words.set(text, word);
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
