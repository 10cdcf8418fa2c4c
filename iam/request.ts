/** What somebody asks of AWS, as its policies see it. */
export interface AccessRequest {
  /** ARN of the user, or of the role whose session asks. */
  readonly principal: string;
  /** ARN of the role's session, where it is one. */
  readonly session?: string;
  /** For example `s3:GetObject`. */
  readonly action: string;
  /** ARN; `*` where the action takes no resource, or `*` for the part of an ARN that only the service chooses. */
  readonly resource: string;
  /** Account of the resource. Default: the principal's. */
  readonly resourceAccount?: string;
  /** Values by condition key, in whatever case; a list for keys that take several. */
  readonly context: Context;
}

export type Context = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The values of a condition key; `undefined` where the request has none. IAM does not tell cases of keys apart. */
export function valuesOf(context: Context, key: string): readonly string[] | undefined {
  const wanted = key.toLowerCase();
  const listed = context[wanted];
  if (typeof listed === "string") return [listed];
  const [, value] =
    Object.entries(context).find(
      ([name, its]) => its !== undefined && name.toLowerCase() === wanted,
    ) ?? [];
  return typeof value === "string" ? [value] : value;
}

/** The account in an ARN. */
export function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}
