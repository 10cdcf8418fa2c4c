import { X509Certificate } from "node:crypto";
import { isText } from "../read";
import type { Described } from "./card";

export const atNeon: Described = {
  text: "a host of Neon",
  has: (value) => String(value).endsWith(".neon.tech"),
};

/** ISRG Root X1, which Let's Encrypt signs Neon's certificates under. */
const neonsRoot =
  "96:BC:EC:06:26:49:76:F3:74:60:77:9A:CF:28:C5:A7:CF:E8:A3:C0:AA:E1:1A:8F:FC:EE:05:C0:BD:DF:08:C6";
export const neonsAuthority: Described = {
  text: "the certificate of ISRG Root X1 alone",
  has: (value) =>
    isText(value) &&
    value.split("BEGIN").length === 2 &&
    new X509Certificate(value).fingerprint256 === neonsRoot,
};
