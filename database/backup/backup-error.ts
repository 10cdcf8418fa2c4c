import { Failure } from "../failure";

/** A backup was not made, or is not what its record says; the message says why. */
export class BackupError extends Failure {}
