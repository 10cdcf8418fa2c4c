import * as z from "zod";
import { databaseBackup } from "../blueprint/names";
import { check, dotted, placeInFile, withoutEchoes, type Place } from "./check";
import { described } from "./described";
import { nearest } from "./nearest";
import { parseJson } from "./parse-text";
import type { Problem } from "./problem";
import { readText } from "./read-text";
import type { Workloads } from "./read-workloads";
import * as values from "./values";

const digest = described(z.string().regex(/^sha256:[0-9a-f]{64}$/), {
  meaning:
    "Digest of what was built: the image, the Worker's module or the site's archive, as `make build` says it. What runs is fetched by it; in dev and pull requests a Worker is the checkout's instead.",
  expected: "sha256: and 64 lower-case hex digits",
  example: "sha256:<64 hex digits>",
});

/** What of one workload an environment runs: built once, named by digest (REL-18). */
const release = described(
  z.strictObject({
    version: values.version("The version people speak of, as its deploy.yaml says it."),
    commit: values.text(
      { meaning: "The commit it was built from.", example: "<40 hex digits>" },
      "40 lower-case hex digits",
      /^[0-9a-f]{40}$/,
    ),
    digest,
    image: values
      .text(
        {
          meaning: "Repository of the image, where it is not the shared registry's.",
          example: "public.ecr.aws/docker/library/nginx",
        },
        "a repository without tag and digest",
        /^[a-z0-9][a-z0-9._-]*(?::\d+)?(?:\/[a-z0-9][a-z0-9._-]*)+$/,
      )
      .optional(),
    traffic: described(
      z.strictObject({
        percentage: described(
          z
            .number()
            .max(99)
            .refine((value) => value === 0 || value >= 0.01),
          {
            meaning: "Percent of requests that the new version gets.",
            expected: "0, or a number from 0.01 to 99",
            example: 5,
          },
        ),
        stableVersionId: values.text(
          {
            meaning: "Cloudflare's id of the version that gets the rest.",
            example: "6a0f2c1e-1111-4222-8333-444455556666",
          },
          "a version's id",
          /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
        ),
      }),
      {
        meaning: "A Worker's split between two versions.",
        expected: "a map with percentage and stableVersionId",
        example: { percentage: 5, stableVersionId: "6a0f2c1e-1111-4222-8333-444455556666" },
        absent: "the new one gets all",
      },
    ).optional(),
  }),
  {
    meaning: "A workload's release.",
    expected: "a map with version, commit and digest",
    example: {
      version: "1.0.0",
      commit: "<40 hex digits>",
      digest: "sha256:<64 hex digits>",
    },
  },
);

/** What stands in place of an entry while a release is under way, and after it was taken back. */
export const standing = release.extend({
  goesBack: described(z.literal(true), {
    meaning:
      "Whether a container goes back to what ran and was verified: it gets all traffic at once, without canary and consent.",
    expected: "true, or nothing",
    example: true,
    absent: "it is a new release",
  }).optional(),
});

export type Release = z.output<typeof standing>;

/** releases/<stack>.json: a release by workload. */
export const releasesSchema = z
  .object({ $schema: z.string().optional() })
  .catchall(release)
  .meta({ title: "releases/<stack>.json", description: "What an environment runs, by workload." });

export function releasesFileName(stack: string): string {
  return `releases/${stack}.json`;
}

export interface Releases {
  readonly file: string;
  /** Those that are sound, by workload. */
  readonly sound: ReadonlyMap<string, Release>;
  /** Workloads that have an entry, sound or not. */
  readonly names: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** The releases of a stack, or of the one that lends its own where the stack has none. */
export function readReleases(root: string, stack: string, lender: string | undefined): Releases {
  const file = releasesFileName(stack);
  const text = readText(root, file, "restore it from version control, or write `{}` to it");
  if ("problems" in text && lender !== undefined && text.problems[0]?.got === "no such file") {
    return readReleases(root, lender, undefined);
  }
  const entries = "value" in text ? parseJson(file, text.value) : text;
  if ("problems" in entries) {
    return { file, sound: new Map(), names: new Set(), problems: entries.problems };
  }
  const sound = new Map<string, Release>();
  const names = new Set<string>();
  const problems: Problem[] = [];
  for (const [workload, entry] of Object.entries(entries.value)) {
    if (workload === "$schema") continue;
    names.add(workload);
    const checked = check(release, entry, placeOf(file, workload));
    if ("problems" in checked) problems.push(...checked.problems);
    else sound.set(workload, checked.value);
  }
  return { file, sound, names, problems };
}

function placeOf(file: string, workload: string): Place {
  return {
    ...placeInFile(file),
    keyOf: (path) => dotted([workload, ...path]),
    setTo: (path, value) =>
      `write \`"${String(path.at(-1) ?? workload)}": ${JSON.stringify(value)}\``,
  };
}

/** The releases with these entries in place of their own. */
export function overlaid(
  { names, sound, ...releases }: Releases,
  entries: Readonly<Record<string, Release>> = {},
): Releases {
  return {
    ...releases,
    sound: new Map([...sound, ...Object.entries(entries)]),
    names: new Set([...names, ...Object.keys(entries)]),
  };
}

/** Whether every release has a workload, and each says what its target understands; a workload without one waits. */
export function checkReleases(
  { file, sound, names, problems: unsound }: Releases,
  workloads: Workloads,
): Problem[] {
  // A file that can't be read says nothing of what is missing from it.
  if (names.size === 0 && unsound.length > 0) return [];
  const problems: Problem[] = [];
  for (const name of names) {
    if (workloads.names.has(name) || name === databaseBackup) continue;
    const meant = nearest(name, [...workloads.names]);
    problems.push({
      file,
      key: name,
      got: "a release of no workload",
      expected: "the name of a folder in apps/ or services/",
      fix: meant === undefined ? "remove it" : `rename it to "${meant}"`,
    });
  }
  for (const { name, manifest } of workloads.sound) {
    for (const [key, target] of ownFields) {
      if (sound.get(name)?.[key] === undefined || manifest.target === target) continue;
      problems.push({
        file,
        key: `${name}.${key}`,
        got: `${key} of a ${manifest.target}`,
        expected: `nothing: only a workload of target ${target} has it`,
        fix: "remove it",
      });
    }
  }
  return [...withoutEchoes(problems)];
}

const ownFields = [
  ["image", "aws-ecs"],
  ["traffic", "cloudflare-worker"],
] as const;
