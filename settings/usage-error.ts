/** A mistake of the person who called: printed as it is, exit code 2. */
export class UsageError extends Error {}
