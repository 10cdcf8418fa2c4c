/** Numbers by chance that are the same for the same seed (xoshiro128**, splitmix32 for its state). */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  public constructor(seed: number) {
    let state = seed | 0;
    const next = () => {
      state = (state + 0x9e3779b9) | 0;
      let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      return mixed ^ (mixed >>> 15);
    };
    [this.a, this.b, this.c, this.d] = [next(), next(), next(), next()];
  }

  /** From 0 up to 1. */
  public uniform(): number {
    const five = Math.imul(this.b, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9);
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = (this.d << 11) | (this.d >>> 21);
    return (result >>> 0) / 2 ** 32;
  }

  public between(least: number, most: number): number {
    return least + (most - least) * this.uniform();
  }

  /** Every order of magnitude as likely as another. */
  public magnitude(least: number, most: number): number {
    return Math.exp(this.between(Math.log(least), Math.log(most)));
  }

  public happens(chance: number): boolean {
    return this.uniform() < chance;
  }

  public normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  public poisson(mean: number): number {
    if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let product = this.uniform();
    let count = 0;
    while (product > limit) {
      product *= this.uniform();
      count += 1;
    }
    return count;
  }

  /** How many of some requests have what each has with that chance. */
  public binomial(trials: number, chance: number): number {
    if (chance > 0.5) return trials - this.binomial(trials, 1 - chance);
    const mean = trials * chance;
    if (mean > 50) {
      const deviation = Math.sqrt(mean * (1 - chance));
      return Math.min(trials, Math.max(0, Math.round(mean + deviation * this.normal())));
    }
    // Waiting times between hits: as many draws as there are hits.
    let [count, position] = [0, 0];
    const step = Math.log(1 - chance);
    if (step === 0) return 0;
    for (;;) {
      position += Math.floor(Math.log(1 - this.uniform()) / step) + 1;
      if (position > trials) return count;
      count += 1;
    }
  }
}
