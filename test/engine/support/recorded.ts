import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Deployment } from "@pulumi/pulumi/automation";
import type { StateResource } from "../../../operations/stack/state";
import { ObjectStore } from "../../../sandbox/cloud/object-store";
import { placeOf } from "../../../sandbox/request";
import { revealMap } from "../../../providers/server/wire";
import { fixtureTexts, sampleProject } from "../../support/project";

const folder = join(__dirname, "..", "recorded");

/** A state as a released version left it. Its secrets are the sandbox's own and open nothing. */
export interface RecordedState extends Deployment {
  readonly deployment: { readonly resources: readonly StateResource[] };
}

export interface Recorded {
  readonly version: string;
  readonly stack: string;
}

/** Every state that is kept. */
export function recordedStates(): readonly Recorded[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((version) =>
    readdirSync(join(folder, version)).map((file) => ({
      version,
      stack: file.replace(/\.json\.gz$/, ""),
    })),
  );
}

export function isRecorded(version: string): boolean {
  return existsSync(join(folder, version));
}

export function readRecorded({ version, stack }: Recorded): RecordedState {
  return JSON.parse(gunzipSync(readFileSync(fileOf(version, stack))).toString()) as RecordedState;
}

/** How a version's states call what the fixture calls otherwise. */
const otherNames: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "0.2.0": [
    ["Acme admin", "MonEpice&Riz admin"],
    ["acme.example", "monepiceriz.ci"],
    ["acme", "monepiceriz"],
    // One Cloudflare account served all: what holds data stays in it, under a waiver, until people have moved it.
    ["c10d0000000000000000000000000002", "c10d0000000000000000000000000001"],
    ["c10d0000000000000000000000000003", "c10d0000000000000000000000000001"],
    ["5ec50000000000000000000000000002", "5ec50000000000000000000000000001"],
    ["5ec50000000000000000000000000003", "5ec50000000000000000000000000001"],
  ],
};

/** The project that a version's states were recorded from: the fixture by the names that it had. */
export function recordedProject(version: string): string {
  const root = sampleProject();
  for (const [file, text] of fixtureTexts()) {
    const renamed = (otherNames[version] ?? []).reduce(
      (changed, [name, before]) => changed.replaceAll(name, before),
      text,
    );
    writeFileSync(join(root, file), renamed);
  }
  return root;
}

/** Keeps a state without when and where it was made: the same state has the same bytes, whoever records it. */
export function writeRecorded(
  { version, stack }: Recorded,
  { deployment, ...rest }: Deployment,
): void {
  const { resources = [] } = deployment as { readonly resources?: readonly object[] };
  const timeless = resources.map((resource) => ({
    ...resource,
    created: undefined,
    modified: undefined,
    sourcePosition: undefined,
    stackTrace: undefined,
  }));
  const text = JSON.stringify({
    ...rest,
    deployment: { ...(deployment as object), resources: timeless },
  });
  mkdirSync(join(folder, version), { recursive: true });
  writeFileSync(fileOf(version, stack), gzipSync(text, { level: 9 }));
}

/** Fills the clouds of a sandbox with what a state says is in them. */
export function rebuildClouds(sandboxFolder: string, { deployment }: RecordedState): void {
  const store = new ObjectStore(join(sandboxFolder, "clouds"));
  const { resources } = deployment;
  const providers = new Map(
    resources.map(({ urn, id, inputs }) => [`${urn}::${String(id)}`, inputs ?? {}]),
  );
  for (const { urn, type, id, custom, provider, inputs = {}, outputs = {} } of resources) {
    if (custom !== true || id === undefined || type.startsWith("pulumi:")) continue;
    const place = placeOf(revealMap(providers.get(provider ?? "") ?? {}, undefined));
    const { region } = outputs;
    store.put(
      { type, ...place, ...(typeof region === "string" && { region }) },
      {
        id,
        type,
        urn,
        generation: 1,
        inputs: Object.keys(inputs),
        properties: revealMap(outputs, null),
      },
    );
  }
}

function fileOf(version: string, stack: string): string {
  return join(folder, version, `${stack}.json.gz`);
}
