import { createHash } from "node:crypto";
import type { Described } from "./card";

export const atNeon: Described = {
  text: "a host of Neon",
  has: (value) => String(value).endsWith(".neon.tech"),
};

/** SHA-256 of ISRG Root X1, which Let's Encrypt signs Neon's certificates under. */
const neonsRoot = "96bcec06264976f37460779acf28c5a7cfe8a3c0aae11a8ffcee05c0bddf08c6";
const onlyCertificate = /^\s*-----BEGIN CERTIFICATE-----([\w+/=\s]+)-----END CERTIFICATE-----\s*$/;

export const neonsAuthority: Described = {
  text: "the certificate of ISRG Root X1 alone",
  has: (value) => {
    const body = onlyCertificate.exec(String(value))?.[1] ?? "";
    const bytes = Buffer.from(body, "base64");
    return createHash("sha256").update(bytes).digest("hex") === neonsRoot;
  },
};
