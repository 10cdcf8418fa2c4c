import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { digestOf } from "../../artifacts/digest";
import { openStore } from "../../artifacts/store/open-store";
import { type ArtifactStore, getChecked, put, StoreError } from "../../artifacts/store/store";
import { UsageError } from "../../settings/usage-error";
import { sampleRoot } from "../support/project";

const bytes = Buffer.from("export default {};\n");
const digest = digestOf(bytes);

/** A store, and what somebody does behind its back. */
interface Place {
  readonly store: ArtifactStore;
  readonly spoil: () => void;
}

function keeps(open: () => Place): void {
  it("gives back what was put there, which is new once", async () => {
    const { store } = open();
    expect(await getChecked(store, digest)).to.equal(undefined);
    expect(await store.has(digest)).to.equal(false);
    expect(await put(store, bytes)).to.deep.equal({ digest, isNew: true });
    expect(await put(store, bytes)).to.deep.equal({ digest, isNew: false });
    expect(await store.has(digest)).to.equal(true);
    expect((await getChecked(store, digest))?.equals(bytes)).to.equal(true);
  });

  it("takes one of two uploads at a time", async () => {
    const { store } = open();
    const uploads = await Promise.all([put(store, bytes), put(store, bytes)]);
    expect(uploads.map(({ isNew }) => isNew).sort()).to.deep.equal([false, true]);
  });

  it("hands out nothing that is not what its digest says, and takes nothing for it", async () => {
    const { store, spoil } = open();
    await put(store, bytes);
    spoil();
    for (const use of [getChecked(store, digest), put(store, bytes)]) {
      const refusal: unknown = await use.catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(StoreError);
      expect(String(refusal)).to.include(`holds other bytes under ${digest}`);
    }
  });
}

describe("a store in a folder", () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  keeps(() => {
    const folder = mkdtempSync(join(tmpdir(), "platform-store-"));
    folders.push(folder);
    const file = join(folder, digest.replace(":", "/"));
    return {
      store: openStore(sampleRoot(), `file://${folder}`),
      spoil: () => {
        rmSync(file);
        writeFileSync(file, "spoilt");
      },
    };
  });

  it("says what can't be used", async () => {
    const store = openStore(sampleRoot(), "file:///dev/null/here");
    const refusal: unknown = await put(store, bytes).catch((error: unknown) => error);
    expect(String(refusal)).to.include("file:///dev/null/here can't be used");
  });
});

describe("a store in a bucket", () => {
  let server: Server;
  const objects = new Map<string, Buffer>();
  /** Object lock: what has no checksum is refused; all else as S3's reference describes each operation. */
  const answer = (request: IncomingMessage, body: Buffer, response: ServerResponse): void => {
    const { method, url = "", headers } = request;
    const [path = ""] = url.split("?");
    const held = objects.get(path);
    const error = (status: number, code: string): void => {
      response.writeHead(status, { "content-type": "application/xml" });
      response.end(
        method === "HEAD"
          ? ""
          : `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message><RequestId>1</RequestId></Error>`,
      );
    };
    if (path.includes("denied")) {
      error(403, "AccessDenied");
      return;
    }
    if (method === "PUT") {
      const checksum = createHash("sha256").update(body).digest("base64");
      if (headers["x-amz-checksum-sha256"] !== checksum) {
        error(400, "InvalidRequest");
        return;
      }
      if (headers["if-none-match"] === "*" && held !== undefined) {
        error(412, "PreconditionFailed");
        return;
      }
      objects.set(path, body);
      response.writeHead(200, { etag: '"1"', "x-amz-checksum-sha256": checksum }).end();
      return;
    }
    if (held === undefined) {
      error(404, "NoSuchKey");
      return;
    }
    response.writeHead(200, { "content-length": held.length, etag: '"1"' });
    response.end(method === "HEAD" ? "" : held);
  };

  const before_ = { ...process.env };
  before((done) => {
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        answer(request, Buffer.concat(parts), response);
      });
    }).listen(0, "127.0.0.1", done);
  });
  before(() => {
    process.env.AWS_ENDPOINT_URL_S3 = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    process.env.AWS_ACCESS_KEY_ID = process.env.AWS_SECRET_ACCESS_KEY = "test";
    process.env.AWS_REGION = "eu-west-1";
  });
  after(() => {
    server.close();
    for (const name of [
      "AWS_ENDPOINT_URL_S3",
      "AWS_ACCESS_KEY_ID",
      "AWS_SECRET_ACCESS_KEY",
      "AWS_REGION",
    ]) {
      if (before_[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before_[name];
    }
  });

  let opened = 0;
  keeps(() => {
    opened += 1;
    const prefix = `builds-${String(opened)}`;
    return {
      store: openStore(sampleRoot(), `s3://acme-releases/${prefix}`),
      spoil: () =>
        objects.set(`/acme-releases/${prefix}/${digest.replace(":", "/")}`, Buffer.from("spoilt")),
    };
  });

  it("is the bucket that shared declares, unless another one is named", () => {
    expect(openStore(sampleRoot(), undefined).url).to.equal("s3://acme-releases-999999999999");
    for (const wrong of ["acme", "file://here", "s3://", "https://acme.example"]) {
      expect(() => openStore(sampleRoot(), wrong), wrong).to.throw(UsageError, wrong);
    }
  });

  it("says who refuses, and that is no build that is missing", async () => {
    const store = openStore(sampleRoot(), "s3://denied");
    for (const use of [store.has(digest), getChecked(store, digest), put(store, bytes)]) {
      const refusal: unknown = await use.catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(StoreError);
      expect(String(refusal)).to.include("s3://denied can't be used");
    }
  });
});
