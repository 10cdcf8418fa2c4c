/** Lets those who are after the same thing pass one after the other. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Does the work as soon as nobody else is at it who named the same thing. */
  public async take<Result>(thing: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (this.last.get(thing) ?? Promise.resolve()).then(work, work);
    this.last.set(thing, turn);
    try {
      return await turn;
    } finally {
      if (this.last.get(thing) === turn) this.last.delete(thing);
    }
  }
}
