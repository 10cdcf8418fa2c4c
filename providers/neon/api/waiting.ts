/** How work of Neon's that goes on after its answer is waited for. */
export interface Waiting {
  /** Seconds that all operations together may take. */
  readonly deadlineSeconds: number;
  /** Seconds between two questions. */
  readonly pollSeconds: number;
}
