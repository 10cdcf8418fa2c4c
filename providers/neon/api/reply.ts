/** What the client brings back for a request, whatever its status. */
export interface Reply<Data> {
  /** HTTP status. */
  readonly status: number;
  readonly headers: object;
  readonly data: Data;
  readonly config: RequestInfo;
}

/** What was asked, without the body, the key or anything else that may be secret. */
export interface RequestInfo {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
}

export function header({ headers }: Reply<unknown>, name: string): string | undefined {
  const value: unknown = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === "string" ? value : undefined;
}

/** The method and path, for example `PATCH /projects/still-field-12345678`. */
export function requestText({ method = "", url = "" }: RequestInfo): string {
  return `${method.toUpperCase()} ${url}`;
}
