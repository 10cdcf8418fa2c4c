import { request } from "node:http";

/** What somebody asks of the edge. */
export interface Asked {
  readonly host: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds until no answer is one. */
  readonly patience: number;
}

/** The HTTP status that the edge answers; rejects where it answers nothing in time. */
export function statusOf(edge: number, { host, path, headers, patience }: Asked): Promise<number> {
  return new Promise((resolve, reject) => {
    request({
      host: "127.0.0.1",
      port: edge,
      path,
      headers: { host, ...headers },
      signal: AbortSignal.timeout(patience),
    })
      .once("response", (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
      .once("error", reject)
      .end();
  });
}
