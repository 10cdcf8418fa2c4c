import { join } from "node:path";
import { load } from "js-yaml";
import { judge } from "../../policies/judge";
import { loadPackData } from "../../policies/pack-data";
import { toPolicyStack } from "../../preview/judge/judging";
import { requireAcceptable } from "../../preview/run/refused-inputs";
import { type Changes, fixtureTexts, sampleProject } from "../support/project";
import { recordSample, sampleStacks } from "../support/sample";

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What is written over the fixture's files, by file: maps key by key, all else whole; `null` takes a key or a file away. */
export type Patch = Readonly<Record<string, Json>>;

/** Settings of a stack, without the `platform:` of their keys. */
export function inStack(stack: string, values: Patch): Patch {
  const file = stack === "pr-7" ? "Pulumi.pr.template.yaml" : `Pulumi.${stack}.yaml`;
  const config = Object.entries(values).map(([key, value]) => [`platform:${key}`, value] as const);
  return { [file]: { config: Object.fromEntries(config) } };
}

/** Settings that all stacks have. */
export function inAll(values: Patch): Patch {
  const config = Object.entries(values).map(([key, value]) => [key, { default: value }] as const);
  return { "Pulumi.yaml": { config: Object.fromEntries(config) } };
}

/** Who an environment is to the policies, which are told everything a second time. */
export function inPack(stack: string, values: Json): Patch {
  return { "policies/environments.yaml": { environments: { [stack]: values } } };
}

/** A new workload, released everywhere like the fixture's `admin`, or `accounts` if it is a Worker. */
export function newWorkload(folder: string, manifest: Json): Patch {
  return {
    [`${folder}/deploy.yaml`]: manifest,
    [`${folder}/src/index.js`]: "export default { fetch: () => new Response() };\n",
    ...inReleases(folder, {
      version: "1.0.0",
      commit: "a".repeat(40),
      digest: `sha256:${"b".repeat(64)}`,
    }),
  };
}

export function withoutWorkload(folder: string): Patch {
  return { [folder]: null, ...inReleases(folder, null) };
}

export function inReleases(folder: string, release: Json): Patch {
  const name = folder.split("/").at(-1) ?? folder;
  const files = ["dev", "staging", "production"].map((stack) => `releases/${stack}.json`);
  return Object.fromEntries(files.map((file) => [file, { [name]: release }]));
}

export function together(...patches: readonly Patch[]): Patch {
  return patches.reduce<Patch>((before, patch) => over(before, patch, false), {});
}

function over(before: Patch, patch: Patch, takesAway: boolean): Patch {
  const result: Record<string, Json> = { ...before };
  for (const [key, value] of Object.entries(patch)) {
    const known = result[key];
    if (value === null && takesAway) Reflect.deleteProperty(result, key);
    else if (isMap(value)) result[key] = over(isMap(known) ? known : {}, value, takesAway);
    else result[key] = value;
  }
  return result;
}

export function isMap(value: Json | undefined): value is Patch {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const texts = new Map(fixtureTexts());
const packFile = "policies/environments.yaml";

/** The fixture with the patch over it; where that gives the product another name, the policies hear of it; who logs in where stays. */
export function platformWith(patch: Patch): string {
  const everywhere = JSON.stringify(patch["Pulumi.yaml"] ?? "");
  const product = /"product":\{"default":"(.+?)"/.exec(everywhere)?.[1];
  const files = product === undefined ? patch : { [packFile]: {}, ...patch };
  const changes = Object.entries(files).map(([file, change]): [string, Changes[string]] => {
    if (!isMap(change)) return [file, typeof change === "string" ? change : null];
    const text = JSON.stringify(over(dataOf(file), change, true));
    if (file !== packFile || product === undefined) return [file, text];
    return [
      file,
      text.replaceAll(
        /\bacme(?=-(?!\w+\.cloudflareaccess)|\/(?:dev|staging|prod|shared|pr-))/g,
        product,
      ),
    ];
  });
  return sampleProject(Object.fromEntries(changes));
}

function dataOf(file: string): Patch {
  const data = load(texts.get(file) ?? "{}") as Json;
  return isMap(data) ? data : {};
}

/** What keeps a platform from being deployed: problems of settings, inputs that a vendor refuses, violations. */
export async function objectionsTo(root: string): Promise<readonly string[]> {
  try {
    const recordings = [];
    for (const stack of sampleStacks) recordings.push(await recordSample(stack, { root }));
    requireAcceptable(recordings, (position) => position);
    const { stacks } = judge(recordings.map(toPolicyStack), loadPackData(join(root, "policies")));
    return stacks
      .flatMap(({ verdicts }) => verdicts)
      .filter(({ status }) => status === "violated" || status === "could-not-evaluate")
      .map(({ message }) => message);
  } catch (error) {
    return [error instanceof Error ? `${error.name}: ${error.message}` : String(error)];
  }
}
