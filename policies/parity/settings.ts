import { asList, isRecord } from "../read";
import type { PolicyResource } from "../resource";
import { isUnknownValueError } from "../unknown";
import type { Neutral } from "./neutral";

/** A setting in which two resources differ; `undefined` where one of them lacks it. */
export interface SettingDifference {
  /** `rules.daily.lifecycle.deleteAfter`. */
  readonly setting: string;
  readonly values: readonly [string | undefined, string | undefined];
}

/** Properties that hold nothing but secrets, of which each environment has its own. */
const secrets = new Set(["password", "secretString"]);

/** What items of a list are called, so that they are compared with each other wherever they stand. */
const itemNames = ["name", "id", "ruleName", "Sid", "key", "frequency", "capacityProvider"];

/** Compares resources setting by setting: each leaf of their inputs, and those of JSON documents in them. */
export class SettingComparison {
  public alike = 0;
  public readonly differences: SettingDifference[] = [];

  public constructor(private readonly neutral: Neutral) {}

  public compare(a: PolicyResource, b: PolicyResource): void {
    this.leaf("protect", a.options.protect, b.options.protect, false);
    for (const property of keysOf(a.props, b.props)) {
      if (secrets.has(property)) continue;
      // What is made from other resources holds their ids.
      const made = [a, b].some(
        ({ propertyDependencies }) => (propertyDependencies[property] ?? []).length > 0,
      );
      this.property(property, a.props, b.props, property, made);
    }
  }

  private property(key: string, a: object, b: object, path: string, made: boolean): void {
    try {
      const left: unknown = Reflect.get(a, key);
      const right: unknown = Reflect.get(b, key);
      this.value(path, left, right, made);
    } catch (error) {
      // What is unknown can't be compared.
      if (!isUnknownValueError(error)) throw error;
    }
  }

  private value(path: string, before: unknown, after: unknown, made: boolean): void {
    const a = documentIn(before);
    const b = documentIn(after);
    if (Array.isArray(a) || Array.isArray(b)) {
      this.lists(path, asList(a), asList(b), made);
    } else if (isRecord(a) || isRecord(b)) {
      const [left, right] = [isRecord(a) ? a : {}, isRecord(b) ? b : {}];
      for (const key of keysOf(left, right)) {
        if (!secrets.has(key)) this.property(key, left, right, `${path}.${key}`, made);
      }
    } else {
      this.leaf(path, a, b, made);
    }
  }

  private lists(path: string, a: readonly unknown[], b: readonly unknown[], made: boolean): void {
    if ([...a, ...b].every((item) => typeof item !== "object")) {
      this.texts(path, a, b, made);
      return;
    }
    const name = itemNames.find((key) => isNamedBy(key, a) && isNamedBy(key, b));
    const [left, right] = [this.byName(a, name), this.byName(b, name)];
    for (const key of keysOf(left, right)) this.property(key, left, right, `${path}.${key}`, made);
  }

  /** Lists of plain values are alike as far as they hold the same, in whatever order. */
  private texts(path: string, a: readonly unknown[], b: readonly unknown[], made: boolean): void {
    const left = new Map<string, number>();
    for (const item of a.map((each) => this.said(each, made))) {
      left.set(item, (left.get(item) ?? 0) + 1);
    }
    const more: string[] = [];
    for (const item of b.map((each) => this.said(each, made))) {
      const amount = left.get(item) ?? 0;
      if (amount === 0) more.push(item);
      else {
        left.set(item, amount - 1);
        this.alike += 1;
      }
    }
    const setting = `${path}.*`;
    for (const [item, amount] of left) {
      for (let i = 0; i < amount; i += 1)
        this.differences.push({ setting, values: [item, undefined] });
    }
    for (const item of more) this.differences.push({ setting, values: [undefined, item] });
  }

  private leaf(path: string, a: unknown, b: unknown, made: boolean): void {
    if (a === b || this.said(a, made) === this.said(b, made)) this.alike += 1;
    else {
      const said = (value: unknown) =>
        value === undefined || value === null ? undefined : this.said(value, made);
      this.differences.push({ setting: path, values: [said(a), said(b)] });
    }
  }

  private said(value: unknown, made: boolean): string {
    if (typeof value !== "string") return JSON.stringify(value ?? null);
    return made ? this.neutral.withoutIds(value) : this.neutral.text(value);
  }

  private byName(list: readonly unknown[], name: string | undefined): Record<string, unknown> {
    return Object.fromEntries(
      list.map((item, index) => [
        name === undefined ? String(index) : this.neutral.text(nameIn(item, name) ?? ""),
        item,
      ]),
    );
  }
}

/** How many settings a resource has. */
export function settingCount(resource: PolicyResource, neutral: Neutral): number {
  const comparison = new SettingComparison(neutral);
  comparison.compare(resource, resource);
  return comparison.alike;
}

function keysOf(a: object, b: object): Iterable<string> {
  return new Set([...Object.keys(a), ...Object.keys(b)]);
}

function isNamedBy(name: string, list: readonly unknown[]): boolean {
  const names = list.map((item) => nameIn(item, name));
  return !names.includes(undefined) && new Set(names).size === names.length;
}

function nameIn(item: unknown, name: string): string | undefined {
  const text = isRecord(item) ? item[name] : undefined;
  return typeof text === "string" ? text : undefined;
}

/** A text that is JSON is compared by what it says, not by how it is laid out. */
function documentIn(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[{[]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
