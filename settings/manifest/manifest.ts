import * as z from "zod";
import * as values from "../values";
import { check, placeInFile } from "../check";
import { described } from "../described";
import type { Checked } from "../problem";
import { container, scale } from "./container";
import { deployment } from "./deployment";
import { site, worker } from "./edge";
import { login } from "./login";
import { uses } from "./uses";
import { environment, secrets } from "./variables";

/** What a build is called whose workload counts no versions: its commit tells it from others. */
const unversioned = "0.0.0";

const version = values
  .version("The version that people speak of; a build is recorded under it.")
  .default(unversioned);

const shared = { version, deployment, environment, login, secrets };

const targets = ["aws-ecs", "cloudflare-worker", "cloudflare-pages"] as const;
const targetMeaning = { meaning: "Where it runs.", expected: `one of ${targets.join(", ")}` };
const target = <const T extends (typeof targets)[number]>(value: T) =>
  described(z.literal(value), { ...targetMeaning, example: value });

const containerManifest = z.strictObject({
  target: target("aws-ecs"),
  container,
  ...shared,
  uses,
  scale,
});
const workerManifest = z.strictObject({
  target: target("cloudflare-worker"),
  worker,
  ...shared,
  uses,
});
const siteManifest = z.strictObject({ target: target("cloudflare-pages"), site, ...shared });

/** deploy.yaml: what a workload is, the same for every environment. */
export const manifestSchema = z
  .discriminatedUnion("target", [containerManifest, workerManifest, siteManifest])
  .meta({
    title: "deploy.yaml",
    description: "A workload: what it is, where it runs, and how a release of it reaches people.",
  });

export type Manifest = z.output<typeof manifestSchema>;
export type ContainerManifest = z.output<typeof containerManifest>;
export type WorkerManifest = z.output<typeof workerManifest>;
export type SiteManifest = z.output<typeof siteManifest>;

/** What can be checked while nobody knows which target is meant. */
const anyTarget = z.looseObject({
  target: described(z.enum(targets), { ...targetMeaning, example: "aws-ecs" }),
  ...shared,
});

export function parseManifest(file: string, data: unknown): Checked<Manifest> {
  const place = placeInFile(file);
  const known = anyTarget.shape.target.safeParse((data as { target?: unknown }).target).success;
  if (known) return check(manifestSchema, data, place);
  const checked = check(anyTarget, data, place);
  return "problems" in checked ? checked : { problems: [] };
}
