import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Kept {
  readonly bytes: Buffer;
  readonly lockedUntil: string | undefined;
}

interface Reply {
  readonly status: number;
  readonly text?: string;
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

type Spoil = (request: {
  readonly method: string;
  readonly query: URLSearchParams;
}) => "error" | "lost" | undefined;

/**
 * A bucket with Object Lock, as S3's reference describes each operation: an upload without a checksum that fits is refused,
 * and what is locked is not removed. Only signed requests are answered.
 */
export class S3Server {
  public readonly objects = new Map<string, Kept>();
  /** Parts of uploads that were neither completed nor taken back. */
  public readonly uploads = new Map<string, Map<number, Buffer>>();
  public requests = 0;
  public spoil: Spoil = () => undefined;
  private readonly server: Server;
  private readonly former = { ...process.env };

  public constructor() {
    this.server = createServer((request, response) => {
      void this.answer(request).then((reply) => {
        if (reply === undefined) {
          request.socket.destroy();
          return;
        }
        const body = reply.bytes ?? Buffer.from(reply.text ?? "");
        const { etag = '"1"', ...headers } = reply.headers ?? {};
        response.writeHead(reply.status, { "content-length": body.length, etag, ...headers });
        response.end(body);
      });
    });
  }

  /** Starts it, and leads the AWS SDK there. */
  public async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    const { port } = this.server.address() as AddressInfo;
    process.env.AWS_ENDPOINT_URL_S3 = `http://127.0.0.1:${String(port)}`;
    process.env.AWS_ACCESS_KEY_ID = process.env.AWS_SECRET_ACCESS_KEY = "test";
    process.env.AWS_REGION = "eu-west-1";
    process.env.AWS_MAX_ATTEMPTS = "2";
  }

  public stop(): void {
    this.server.close();
    this.server.closeAllConnections();
    process.env = this.former;
  }

  private async answer(request: IncomingMessage): Promise<Reply | undefined> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const url = new URL(request.url ?? "", "http://s3");
    const { method = "", headers } = request;
    this.requests += 1;
    const spoilt = this.spoil({ method, query: url.searchParams });
    if (spoilt === "lost") return undefined;
    if (spoilt === "error") return refused(503, "SlowDown");
    if (headers.authorization?.startsWith("AWS4-HMAC-SHA256 ") !== true)
      return refused(403, "AccessDenied");
    return this.serve(method, url, headers, Buffer.concat(pieces));
  }

  private serve(
    method: string,
    url: URL,
    headers: IncomingMessage["headers"],
    body: Buffer,
  ): Reply {
    const key = decodeURIComponent(url.pathname);
    const query = url.searchParams;
    const id = query.get("uploadId");
    if (method === "GET")
      return query.has("list-type") ? this.list(key, query.get("prefix") ?? "") : this.read(key);
    if (method === "DELETE") return id === null ? this.remove(key) : this.abort(id);
    if (method === "POST" && query.has("uploads")) return this.begin(headers);
    if (method === "POST" && id !== null) return this.complete(key, id, body.toString("utf8"));
    if (sumOf(body) !== headers["x-amz-checksum-sha256"]) return refused(400, "BadDigest");
    const parts = id === null ? undefined : this.uploads.get(id);
    if (id !== null && parts === undefined) return refused(404, "NoSuchUpload");
    if (parts === undefined)
      return this.keep(key, body, headers["x-amz-object-lock-retain-until-date"]);
    parts.set(Number(query.get("partNumber")), body);
    return { status: 200, headers: { etag: `"${sumOf(body)}"` } };
  }

  private begin(headers: IncomingMessage["headers"]): Reply {
    const until = headers["x-amz-object-lock-retain-until-date"];
    const id = `upload-${String(this.requests)}|${typeof until === "string" ? until : ""}`;
    this.uploads.set(id, new Map());
    return xml(
      `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    );
  }

  private complete(key: string, id: string, text: string): Reply {
    const parts = this.uploads.get(id);
    if (parts === undefined) return refused(404, "NoSuchUpload");
    const wanted = [...text.matchAll(/<Part>.*?<\/Part>/gs)].map(([part]) => ({
      number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
      sum: /<ChecksumSHA256>([^<]+)</.exec(part)?.[1],
    }));
    const bytes = wanted.map(({ number }) => parts.get(number));
    const isWhole = bytes.every(
      (part, index) => part !== undefined && sumOf(part) === wanted[index]?.sum,
    );
    if (!isWhole || bytes.length === 0) return refused(400, "InvalidPart");
    this.uploads.delete(id);
    return this.keep(key, Buffer.concat(bytes as Buffer[]), /\|(.+)$/.exec(id)?.[1]);
  }

  private keep(key: string, bytes: Buffer, until: string | string[] | undefined): Reply {
    if (this.objects.has(key)) return refused(412, "PreconditionFailed");
    this.objects.set(key, { bytes, lockedUntil: typeof until === "string" ? until : undefined });
    return xml("<CompleteMultipartUploadResult></CompleteMultipartUploadResult>");
  }

  private abort(id: string): Reply {
    this.uploads.delete(id);
    return { status: 204 };
  }

  private remove(key: string): Reply {
    const until = this.objects.get(key)?.lockedUntil;
    if (until !== undefined && new Date(until) > new Date()) return refused(403, "AccessDenied");
    this.objects.delete(key);
    return { status: 204 };
  }

  private read(key: string): Reply {
    const kept = this.objects.get(key);
    return kept === undefined ? refused(404, "NoSuchKey") : { status: 200, bytes: kept.bytes };
  }

  private list(bucket: string, prefix: string): Reply {
    const below = `${bucket.replace(/\/$/, "")}/`;
    const keys = [...this.objects.keys()]
      .map((key) => key.slice(below.length))
      .filter((key) => key.startsWith(prefix));
    const found = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("");
    return xml(`<ListBucketResult><IsTruncated>false</IsTruncated>${found}</ListBucketResult>`);
  }
}

function xml(text: string): Reply {
  return {
    status: 200,
    text: `<?xml version="1.0"?>${text}`,
    headers: { "content-type": "application/xml" },
  };
}

function refused(status: number, code: string): Reply {
  const text = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { status, text, headers: { "content-type": "application/xml" } };
}

function sumOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("base64");
}
