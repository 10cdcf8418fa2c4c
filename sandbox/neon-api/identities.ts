/** In every password and key that the emulator makes, so that a test can search for leaks. */
export const plantedMarker = "pl4nt3d";

const adjectives = ["quiet", "small", "bold", "misty", "royal", "still", "green", "late"];
const nouns = ["river", "brook", "field", "cloud", "lake", "wind", "meadow", "forest"];

/** Ids, passwords and keys that look like Neon's, the same in each run. */
export class Identities {
  /** Every password and key made so far. */
  public readonly secrets: string[] = [];
  private count = 0;

  public constructor(secrets: readonly string[]) {
    this.secrets.push(...secrets);
  }

  public project(): string {
    return this.words();
  }

  public branch(): string {
    return `br-${this.words()}`;
  }

  public endpoint(): string {
    return `ep-${this.words()}`;
  }

  public snapshot(): string {
    return `snap-${this.words()}`;
  }

  public number(): number {
    return 100_000 + this.next();
  }

  public uuid(): string {
    return `00000000-0000-4000-8000-${String(this.next()).padStart(12, "0")}`;
  }

  public password(): string {
    return this.secret(`npg_${plantedMarker}`);
  }

  public apiKey(): string {
    return this.secret(`napi_${plantedMarker}`);
  }

  private secret(prefix: string): string {
    const secret = `${prefix}${String(this.next()).padStart(8, "0")}`;
    this.secrets.push(secret);
    return secret;
  }

  private words(): string {
    const count = this.next();
    const adjective = adjectives[count % adjectives.length] ?? "";
    const noun = nouns[Math.floor(count / 3) % nouns.length] ?? "";
    return `${adjective}-${noun}-${String(10_000_000 + count * 7_919)}`;
  }

  private next(): number {
    this.count += 1;
    return this.count;
  }
}
