import { readdirSync } from "node:fs";
import { join } from "node:path";
import { nearest } from "./nearest";
import { isMap, parseYaml, type TextMap } from "./parse-text";
import { compareText, type Checked, type Problem } from "./problem";
import { readText } from "./read-text";
import { show } from "./show";
import { parseStackName, permanentStacks, stackFileName } from "./stack-name";

/** The project's name, which is also the namespace of its configuration. */
export const projectName = "platform";

const projectFile = "Pulumi.yaml";
const templateFile = "Pulumi.pr.template.yaml";

/** What a secret's value reads as wherever the program runs without the means to decrypt it. */
const secretPlaceholder = "[secret]";

/** Days a pull request's environment lives when its stack file is made from the template. */
const previewDays = 7;

export interface StackConfig {
  /** The stack's own file, or the template that stands for it. */
  readonly file: string;
  /** Values by full key (`platform:host`), objects as JSON text, as the engine hands them over. */
  readonly values: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  /** Keys that stand in the stack's own file; the others are defaults of Pulumi.yaml. */
  readonly ownKeys: readonly string[];
}

/** Files that were read in this process, by path: the program, its neighbours and its caller all ask for them. */
const defaultsRead = new Map<string, Checked<TextMap>>();
const configsRead = new Map<string, Checked<StackConfig>>();

/**
 * A stack's configuration from its file and Pulumi.yaml's defaults, merged as the engine does: key by whole key. A file is
 * read once in a process.
 *
 * @param createdOn - the day on which a pull request's environment without a file begins. Default: the day that its
 *   configuration was read for before, else today.
 */
export function readStackConfig(
  root: string,
  stack: string,
  createdOn?: Date,
): Checked<StackConfig> {
  const path = join(root, stackFileName(stack));
  const known = createdOn === undefined ? configsRead.get(path) : undefined;
  if (known !== undefined) return known;
  const config = merge(readDefaults(root), readOwn(root, stack, createdOn));
  configsRead.set(path, config);
  return config;
}

function merge(defaults: Checked<TextMap>, own: Checked<OwnConfig>): Checked<StackConfig> {
  const problems = [defaults, own].flatMap((part) => ("problems" in part ? part.problems : []));
  if ("problems" in defaults || "problems" in own) return { problems };

  const merged = { ...defaults.value, ...own.value.config };
  return {
    value: {
      file: own.value.file,
      values: Object.fromEntries(
        Object.entries(merged).map(([key, value]) => [key, engineText(value)]),
      ),
      secretKeys: Object.keys(merged).filter((key) => holdsSecure(merged[key])),
      ownKeys: Object.keys(own.value.config),
    },
  };
}

/**
 * The text of a stack's file; for a pull request without one, or with one that configures nothing, the template's with its
 * placeholders filled in, and below it what the engine wrote already, as `pulumi stack init` does with the salt of secrets.
 */
export function stackFile(
  root: string,
  stack: string,
  createdOn = new Date(),
): Checked<{ readonly file: string; readonly text: string }> {
  const file = stackFileName(stack);
  const named = parseStackName(stack);
  if ("problems" in named) return named;
  const text = readText(root, file, `restore ${file} from version control`);
  const kept = keptBeside(file, text);
  if (named.value.kind !== "ephemeral" || kept === undefined) {
    return "value" in text ? { value: { file, text: text.value } } : text;
  }

  const template = readText(root, templateFile, `restore ${templateFile} from version control`);
  if ("problems" in template) return template;
  const { number } = named.value;
  const expiresOn = new Date(createdOn);
  expiresOn.setUTCDate(expiresOn.getUTCDate() + previewDays);
  const placeholders: Readonly<Record<string, string>> = {
    number: String(number),
    // Ranges of the permanent environments lie below; two pull requests share one only 128 numbers apart.
    cidr: `10.${String(128 + (number % 128))}.0.0/16`,
    createdOn: createdOn.toISOString().slice(0, 10),
    expiresOn: expiresOn.toISOString().slice(0, 10),
  };
  return {
    value: {
      file: templateFile,
      text: `${template.value.replace(
        /\$\{(\w+)\}/g,
        (whole, name: string) => placeholders[name] ?? whole,
      )}${kept}`,
    },
  };
}

/** What a file that configures nothing says besides, to stand below a template; nothing where it is not to be replaced. */
function keptBeside(file: string, text: Checked<string>): string | undefined {
  if ("problems" in text) {
    // An empty file is what `… > Pulumi.pr-7.yaml` makes of any in a shell before the command runs.
    const missing = ["no such file", "an empty file"].includes(text.problems[0]?.got ?? "");
    return missing ? "" : undefined;
  }
  const parsed = parseYaml(file, text.value);
  if ("problems" in parsed) return undefined;
  const { config = null } = parsed.value;
  const isEmpty = config === null || (isMap(config) && Object.keys(config).length === 0);
  return isEmpty ? text.value.replace(/^config:.*\n?/m, "") : undefined;
}

/** Stacks that have a file: shared, then the permanent environments, then all others by name. */
export function listStacks(root: string): readonly string[] {
  const found = readdirSync(root)
    .map((file) => /^Pulumi\.([\w-]+)\.yaml$/.exec(file)?.[1])
    .filter((stack) => stack !== undefined)
    .sort(compareText);
  const first: readonly string[] = ["shared", ...permanentStacks];
  return [
    ...first.filter((stack) => found.includes(stack)),
    ...found.filter((stack) => !first.includes(stack)),
  ];
}

function readDefaults(root: string): Checked<TextMap> {
  const path = join(root, projectFile);
  const defaults = defaultsRead.get(path) ?? parseDefaults(root);
  defaultsRead.set(path, defaults);
  return defaults;
}

function parseDefaults(root: string): Checked<TextMap> {
  const text = readText(root, projectFile, `restore ${projectFile} from version control`);
  const file = "value" in text ? parseYaml(projectFile, text.value) : text;
  if ("problems" in file) return file;
  if (file.value.name !== projectName) {
    const expected = `"${projectName}", the namespace of every setting`;
    const fix = `write \`name: ${projectName}\``;
    const got = show(file.value.name);
    return { problems: [{ file: projectFile, key: "name", got, expected, fix }] };
  }
  const declared = configIn(projectFile, file.value);
  if ("problems" in declared) return declared;

  const config: Record<string, unknown> = {};
  for (const [key, declaration] of Object.entries(declared.value)) {
    const value = defaultOf(declaration);
    if (value !== undefined) config[fullKey(key)] = value;
  }
  return { value: config };
}

/** What a stack's own file says, or the template that stands for it. */
interface OwnConfig {
  readonly file: string;
  readonly config: TextMap;
}

function readOwn(root: string, stack: string, createdOn: Date | undefined): Checked<OwnConfig> {
  const source = stackFile(root, stack, createdOn);
  if ("problems" in source) return source;
  const { file, text } = source.value;
  const parsed = parseYaml(file, text);
  if ("problems" in parsed) return parsed;
  const config = configIn(file, parsed.value);
  if ("problems" in config) return config;
  const entries = Object.entries(config.value);
  return {
    value: {
      file,
      config: Object.fromEntries(entries.map(([key, value]) => [fullKey(key), value])),
    },
  };
}

function configIn(file: string, content: TextMap): Checked<TextMap> {
  const { config } = content;
  if (isMap(config)) return wellNamed(file, config);
  const problem = (key: string, got: string, fix: string): Checked<TextMap> => ({
    problems: [{ file, key, got, expected: "a map of keys", fix }],
  });
  if (config !== undefined && config !== null) {
    const got = Array.isArray(config) ? "a list" : `a ${typeof config}`;
    return problem("config", got, "write one `key: value` per line under `config`");
  }
  const meant = Object.keys(content).find((key) => nearest(key, ["config"]) !== undefined);
  return meant === undefined || meant === "config"
    ? { value: {} }
    : problem(meant, "another key than config", 'rename it to "config"');
}

/** The engine would hand a key of a mistyped namespace to nobody. */
function wellNamed(file: string, config: TextMap): Checked<TextMap> {
  const problems = Object.keys(config).flatMap((key): Problem[] => {
    const [namespace = "", name] = key.split(":", 2);
    if (name === undefined || namespace === projectName) return [];
    if (nearest(namespace, [projectName]) === undefined) return [];
    const expected = `a key of the namespace ${projectName}`;
    const fix = `rename it to "${projectName}:${name}"`;
    return [{ file, key, got: "an unknown key", expected, fix }];
  });
  return problems.length === 0 ? { value: config } : { problems };
}

/** Pulumi's shorthand: a plain value or a list is the default itself. */
function defaultOf(declaration: unknown): unknown {
  return isMap(declaration) ? (declaration.default ?? declaration.value) : declaration;
}

function fullKey(key: string): string {
  return key.includes(":") ? key : `${projectName}:${key}`;
}

/** `secure: <ciphertext>` alone in a map is the engine's form of an encrypted value. */
function isSecure(value: unknown): boolean {
  return isMap(value) && Object.keys(value).length === 1 && typeof value.secure === "string";
}

function holdsSecure(value: unknown): boolean {
  if (isSecure(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsSecure);
}

function engineText(value: unknown): string {
  const plain = plainOf(value);
  return typeof plain === "string" ? plain : JSON.stringify(plain);
}

/** The value as Go's encoder has it: keys in order, times as text. */
function plainOf(value: unknown): unknown {
  if (isSecure(value)) return secretPlaceholder;
  if (value instanceof Date)
    return `${value.toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`;
  if (Array.isArray(value)) return value.map(plainOf);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort(compareText)
      .map((key) => [key, plainOf(value[key])]),
  );
}
