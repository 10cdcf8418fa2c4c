import { setTimeout as pause } from "node:timers/promises";
import type * as z from "zod";

/** A service did not answer what it was asked; the message says what that was, and what came instead. */
export class ServiceError extends Error {}

export interface JsonApiArgs {
  /** What people call the service. */
  readonly name: string;
  /** For example `https://api.github.com`, without a slash at the end. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Waits so many seconds before it asks again. Default: really. */
  readonly wait?: (seconds: number) => Promise<void>;
}

/** Times that a busy service is asked. */
const attempts = 4;

/** Most seconds to wait at once, whatever the service says. */
const longestWait = 60;

/** Characters of an answer that a message quotes. */
const quoted = 300;

/** A service that answers JSON over HTTP. What is busy or breaks down is asked again, with longer waits between. */
export class JsonApi {
  public constructor(private readonly args: JsonApiArgs) {}

  /**
   * @param path - with its query, beginning with a slash.
   * @param body - is posted where there is one.
   * @returns what the schema makes of the answer; nothing where the service does not know the path.
   * @throws ServiceError
   */
  public async find<S extends z.ZodType>(
    path: string,
    schema: S,
    body?: unknown,
  ): Promise<z.output<S> | undefined> {
    const asked = `${this.args.name}: ${body === undefined ? "GET" : "POST"} ${path}`;
    const response = await this.send(asked, path, body);
    if (response.status === 404) return undefined;
    const text = await response.text();
    if (!response.ok) throw new ServiceError(`${asked} answered ${said(response.status, text)}`);
    const parsed = schema.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const place = issue === undefined ? "" : `${issue.path.join(".")}: ${issue.message}; `;
    throw new ServiceError(
      `${asked} answered another form than it documents (${place}got ${said(200, text)})`,
    );
  }

  /** As `find`, of what has to be there. */
  public async ask<S extends z.ZodType>(
    path: string,
    schema: S,
    body?: unknown,
  ): Promise<z.output<S>> {
    const found = await this.find(path, schema, body);
    if (found === undefined) {
      throw new ServiceError(
        `${this.args.name}: ${path} answered 404: it is not there, or the token may not see it`,
      );
    }
    return found;
  }

  private async send(asked: string, path: string, body: unknown): Promise<Response> {
    const { address, headers, wait = (seconds) => pause(seconds * 1_000) } = this.args;
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(`${address}${path}`, {
        headers: {
          accept: "application/json",
          ...headers,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
        redirect: "error",
        signal: AbortSignal.timeout(30_000),
      }).catch((error: unknown) => new ServiceError(`${asked}: ${reasonOf(error)}`));
      const isBusy = answer instanceof Error || answer.status === 429 || answer.status >= 500;
      if (isBusy && attempt < attempts) {
        const asksFor =
          answer instanceof Error ? 0 : Number(answer.headers.get("retry-after") ?? 0);
        await wait(Math.min(Math.max(asksFor || 0, 2 ** (attempt - 1) / 2), longestWait));
        continue;
      }
      if (answer instanceof Error) throw answer;
      return answer;
    }
  }
}

function said(status: number, text: string): string {
  return `${String(status)}: ${text.trim().slice(0, quoted) || "nothing"}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What fetch hides behind "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
