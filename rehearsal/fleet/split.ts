/**
 * Chooses among versions by their weights, so that of any hundred requests in a row each version gets its percentage and
 * at most one more: smooth weighted round robin, as nginx does it.
 */
export class Split {
  private readonly owed = new Map<string, number>();

  /** `undefined` where nothing has a weight. */
  public next(
    weights: readonly { readonly id: string; readonly weight: number }[],
  ): string | undefined {
    const some = weights.filter(({ weight }) => weight > 0);
    const total = some.reduce((sum, { weight }) => sum + weight, 0);
    let chosen: string | undefined;
    let most = -Infinity;
    for (const { id, weight } of some) {
      const owed = (this.owed.get(id) ?? 0) + weight;
      this.owed.set(id, owed);
      if (owed > most) [chosen, most] = [id, owed];
    }
    if (chosen !== undefined) this.owed.set(chosen, most - total);
    return chosen;
  }
}
