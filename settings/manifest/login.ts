import * as z from "zod";
import { described } from "../described";
import * as values from "../values";

/** Who may come in is the tier's (blueprint/tiers.ts), who has which role a setting. */
export const login = described(
  z.strictObject({
    openPaths: described(
      z.array(
        values.text(
          { meaning: "A path, with all below it.", example: "/healthz" },
          "a path that begins with /, is not / itself and has no *",
          /^(?:\/(?!\.{1,2}(?:\/|$))[\w.-]+)+$/,
        ),
      ),
      {
        meaning:
          "Paths that everybody reaches all the same: what machines ask, health checks among it.",
        expected: "a list of paths",
        example: ["/healthz"],
      },
    ).default([]),
  }),
  {
    meaning:
      "Whoever opens it logs in first, at Cloudflare. It is told who signs that, as `LOGIN_ISSUER`, and what it is called there, as `LOGIN_AUDIENCE`; a site is not.",
    expected: "a map, with openPaths where some are",
    example: { openPaths: ["/healthz"] },
    absent: "everybody comes in",
  },
).optional();
