import { asList, documentIn, isRecord } from "../read";
import type { PolicyResource } from "../resource";
import { isUnknownValueError } from "../unknown";
import type { Neutral } from "./neutral";

/** Properties that hold nothing but secrets, of which each environment has its own. */
const secrets = new Set(["password", "secretString"]);

/** What items of a list are called, so that each is held against its like wherever it stands. */
const itemNames = ["name", "id", "ruleName", "Sid", "key", "frequency", "capacityProvider"];

/**
 * The controls of one resource: what it says at all, and what of it is on or off or one of the vendor's own words. A
 * number is how much and a name is which, so of either only that it is there is a control.
 */
export function controlsOf(
  { options, props, propertyDependencies }: PolicyResource,
  neutral: Neutral,
): ReadonlySet<string> {
  const controls = new Set<string>();
  if (options.protect) controls.add("protect: true");
  for (const key of Object.keys(props)) {
    // What is made from other resources holds their ids.
    const made = (propertyDependencies[key] ?? []).length > 0;
    collect(props, key, key, made, neutral, controls);
  }
  return controls;
}

function collect(
  holder: object,
  key: string,
  path: string,
  made: boolean,
  neutral: Neutral,
  controls: Set<string>,
): void {
  if (secrets.has(key)) return;
  try {
    const value = documentIn(Reflect.get(holder, key));
    if (value === undefined || value === null || value === "") return;
    if (Array.isArray(value)) {
      const items = value as readonly unknown[];
      const name = itemNames.find((each) =>
        items.every((item) => nameIn(item, each) !== undefined),
      );
      items.forEach((item, index) => {
        const called = name === undefined ? "*" : neutral.text(nameIn(item, name) ?? "*");
        collect(items, String(index), `${path}.${called}`, made, neutral, controls);
      });
    } else if (isRecord(value)) {
      for (const inner of Object.keys(value)) {
        collect(value, inner, `${path}.${inner}`, made, neutral, controls);
      }
    } else {
      for (const control of said(path, value, made, neutral)) controls.add(control);
    }
  } catch (error) {
    if (!isUnknownValueError(error)) throw error;
    controls.add(path);
  }
}

/** A word is a control besides that something is said: in another environment a name may stand there. */
function said(path: string, value: unknown, made: boolean, neutral: Neutral): readonly string[] {
  if (typeof value === "boolean") return [`${path}: ${String(value)}`];
  if (typeof value !== "string" || (made && !path.includes("."))) return [path];
  return neutral.isWord(value) ? [path, `${path}: ${value}`] : [path];
}

function nameIn(item: unknown, name: string): string | undefined {
  const text = isRecord(item) ? asList(item[name])[0] : undefined;
  return typeof text === "string" && text !== "" ? text : undefined;
}
