/**
 * What a file of attacks says, before it is held against a stack. A line of it is
 * - `at TYPE in STACKS ~ NAMES x2 word=value`: which resources the lines below change, two of each stack;
 * - `path = JSON || JSON :: what an auditor objects to`: a mutation for each value, `-` removes and `?` is not known yet;
 * - `path += JSON`, `path ^= JSON`: an element more, at the end or at the start of a list;
 * - `path ~ /pattern/text/`, `path <- other.path`, `path <- @name#path`: a text replaced, a value of itself or of another;
 * - `one && another`: both at once; `copy …`: a second resource beside the good one; `gone`: none at all;
 * - `new TYPE in STACKS = JSON :: …`: a resource that nobody expects;
 * - `let NAME` and lines of `JSON :: what`: values that `%NAME` stands for, whose `what` stands for `…`.
 * A path starts at the inputs, or with `@` at the resource; `>` goes into a JSON document, `[key=value]` finds elements.
 */
export interface Attack {
  readonly type: string;
  readonly stacks: readonly string[];
  /** Which of the type's resources are meant. */
  readonly names: RegExp;
  /** How many of them, each a mutation of its own. */
  readonly count: number;
  readonly words: Readonly<Record<string, string>>;
  readonly kind: "change" | "copy" | "new" | "gone";
  /** Changes made together. */
  readonly changes: readonly Change[];
  readonly says: string;
}

export interface Change {
  readonly path: string;
  readonly operator: "=" | "+=" | "^=" | "~" | "<-";
  readonly operand: string;
}

interface Operand {
  readonly text: string;
  readonly what: string;
}

type Section = Omit<Attack, "kind" | "changes" | "says">;

/** @throws Error for a line that can't be read. */
export function attacksIn(text: string): Attack[] {
  const tables = new Map<string, Operand[]>();
  const attacks: Attack[] = [];
  let table: Operand[] | undefined;
  let section: Section | undefined;
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const header = /^(let|at|new) (.*)$/.exec(line);
    if (header?.[1] === "let") {
      table = [];
      tables.set(header[2] ?? "", table);
    } else if (header !== null) {
      table = undefined;
      section = sectionOf(header[2] ?? "");
      if (header[1] === "new") attacks.push(...newOf(section, header[2] ?? "", tables));
    } else if (table !== undefined) {
      const [operand = "", what = ""] = line.trim().split(" :: ");
      table.push({ text: operand, what });
    } else if (section !== undefined) {
      attacks.push(...changesOf(section, line.trim(), tables));
    } else throw new Error(`no section before: ${line}`);
  }
  return attacks;
}

/** `aws:s3/bucket:Bucket in dev staging ~ documents x2 action=s3:GetObject` */
function sectionOf(header: string): Section {
  const [before = ""] = header.split(" = ", 1);
  const [, type = "", stacks = "", rest = ""] =
    /^(\S+) in ([a-z0-9 -]+?)((?: [~x][\s\S]*| \w+=.*)?)$/.exec(before) ?? [];
  if (type === "") throw new Error(`no section: ${header}`);
  const words = [...rest.matchAll(/ (\w+)=(\S+)/g)].map(([, key = "", value = ""]) => [key, value]);
  return {
    type,
    stacks: stacks.split(" "),
    names: new RegExp(/ ~ (\S+)/.exec(rest)?.[1] ?? ""),
    count: Number(/ x(\d)/.exec(rest)?.[1] ?? 1),
    words: Object.fromEntries(words) as Record<string, string>,
  };
}

function newOf(section: Section, header: string, tables: Tables): Attack[] {
  const [, line = ""] = header.split(/ = ([\s\S]*)/);
  return changesOf(section, `= ${line}`, tables).map((attack) => ({ ...attack, kind: "new" }));
}

type Tables = ReadonlyMap<string, readonly Operand[]>;

/** The line, once for each way in which its last change's operand may be written. */
function changesOf(section: Section, line: string, tables: Tables): Attack[] {
  const [body = "", says = ""] = line.split(" :: ");
  if (says === "") throw new Error(`nobody objects to: ${line}`);
  if (body === "gone") return [{ ...section, kind: "gone", changes: [], says }];
  const [, copy, texts = ""] = /^(copy )?(.*)$/.exec(body) ?? [];
  const parts = texts.split(" && ").map(changeOf);
  const kind = copy === undefined ? "change" : "copy";
  return parts
    .reduce<{ changes: Change[]; what: string }[]>(
      (ways, part) =>
        ways.flatMap(({ changes, what }) =>
          operandsOf(part.operand, tables).map((operand) => ({
            changes: [...changes, { ...part, operand: operand.text }],
            what: operand.what === "" ? what : operand.what,
          })),
        ),
      [{ changes: [], what: "" }],
    )
    .map(({ changes, what }) => ({ ...section, kind, changes, says: says.replace("…", what) }));
}

function changeOf(text: string): Change {
  const removal = /^(\S+) -$/.exec(text);
  if (removal?.[1] !== undefined) return { path: removal[1], operator: "=", operand: "-" };
  const [, path, operator, operand] = /^(\S*?) ?(=|\+=|\^=|~|<-) (.*)$/.exec(text) ?? [];
  if (path === undefined || operator === undefined || operand === undefined)
    throw new Error(`no change: ${text}`);
  return { path, operator: operator as Change["operator"], operand };
}

function operandsOf(text: string, tables: Tables): readonly Operand[] {
  return text.split(" || ").flatMap((each) => {
    if (!each.startsWith("%")) return [{ text: each, what: "" }];
    const table = tables.get(each.slice(1));
    if (table === undefined) throw new Error(`no table: ${each}`);
    return table;
  });
}
