/** Something outside this project went wrong, or is not what it was said to be; the message says what, and what mends it. */
export class Failure extends Error {}
