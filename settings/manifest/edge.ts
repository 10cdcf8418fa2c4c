import * as z from "zod";
import { runsSometime } from "../cron";
import { described } from "../described";
import * as values from "../values";

/** Most that Cloudflare takes, of hosts on any plan (developers.cloudflare.com: workers and pages, platform/limits). */
const most = { routes: 1000, crons: 250, hosts: 100 } as const;

const compatibilityDate = values.day(
  "Day whose behaviour of the Workers runtime it relies on.",
  "2026-06-01",
);

const healthCheckPath = (absent: string) =>
  described(z.string().regex(/^\/[\w./-]*$/), {
    meaning: "Path that answers 200 while it is healthy, on its first host.",
    expected: "a path that begins with /",
    example: "/healthz",
    absent,
  }).optional();

export const worker = described(
  z.strictObject({
    main: values.text(
      { meaning: "The ES module, relative to the workload's folder.", example: "src/index.js" },
      "a path of a .js or .mjs file inside the workload's folder",
      /^(?!.*(?:^|\/)\.\.?\/)[\w][\w./-]*\.m?js$/,
    ),
    compatibilityDate,
    flags: described(
      values.distinct(
        values.text(
          { meaning: "A flag.", example: "nodejs_compat" },
          "a flag's name",
          /^[a-z0-9_]+$/,
        ),
      ),
      {
        meaning: "Compatibility flags.",
        expected: "a list of flags, each once",
        example: ["nodejs_compat"],
      },
    ).default([]),
    routes: described(
      z
        .array(
          values.text(
            { meaning: "A path pattern.", example: "/api/accounts/*" },
            "a path that begins with / and may end in *",
            /^\/[\w./-]*\*?$/,
          ),
        )
        .max(most.routes),
      {
        meaning: "Path patterns on the environment's host that it answers.",
        expected: `a list of at most ${String(most.routes)} path patterns`,
        example: ["/api/accounts/*"],
      },
    ).default([]),
    domain: values
      .dnsLabel({
        meaning: "First label of a host name of its own; the environment's host follows.",
        example: "accounts",
      })
      .optional(),
    crons: described(
      z
        .array(
          described(
            z
              .string()
              .regex(/^\S+(?: \S+){4}$/)
              .refine(runsSometime),
            {
              meaning: "A cron expression of five fields, UTC; weekdays count from 1, Sunday.",
              expected:
                "minute (0-59), hour (0-23), day (1-31), month (1-12) and weekday (1-7, from Sunday) that come true",
              example: "0 3 * * *",
            },
          ),
        )
        .max(most.crons),
      {
        meaning: "When it runs by itself, in UTC.",
        expected: `a list of at most ${String(most.crons)} cron expressions`,
        example: ["0 3 * * *"],
      },
    ).default([]),
    healthCheckPath: healthCheckPath("`healthz` below its first route, or below its domain"),
    cpuMs: values.whole("CPU milliseconds that a request may use.", 10, 300_000, 50).default(50),
  }),
  {
    meaning: "The module that Cloudflare Workers runs.",
    expected: "a map with main and compatibilityDate",
    example: { main: "src/index.js", compatibilityDate: "2026-06-01", routes: ["/api/accounts/*"] },
  },
);

export const site = described(
  z.strictObject({
    build: values.text(
      {
        meaning:
          "Command that builds it, run in the workload's folder by whoever makes a release: no `up` runs it.",
        example: "make build",
      },
      "a command",
      /\S/,
    ),
    output: values.text(
      {
        meaning: "Folder that the build writes and a release uploads, relative to the workload's.",
        example: "dist",
      },
      "a folder inside the workload's",
      /^(?!.*(?:^|\/)\.\.?(?:\/|$))[\w][\w./-]*$/,
    ),
    hosts: described(
      z
        .array(
          values.text(
            { meaning: "`@` for the environment's own host, else a first label.", example: "www" },
            "@ or a DNS label",
            /^(?:@|[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)$/,
          ),
        )
        .min(1)
        .max(most.hosts),
      {
        meaning: "Hosts that serve it; the first is the canonical one.",
        expected: `a list of 1 to ${String(most.hosts)} host labels`,
        example: ["@", "www"],
      },
    ),
    healthCheckPath: healthCheckPath("`/`"),
    compatibilityDate,
  }),
  {
    meaning: "The files that Cloudflare Pages serves.",
    expected: "a map with build, output, hosts and compatibilityDate",
    example: { build: "make build", output: "dist", hosts: ["@"], compatibilityDate: "2026-06-01" },
  },
);
