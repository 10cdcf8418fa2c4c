import { Failure } from "../failure";

/** What was to be opened is not what was sealed, or not for who opens it. */
export class SealError extends Failure {}
