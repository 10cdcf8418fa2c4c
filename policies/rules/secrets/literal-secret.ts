import { oncePerText } from "../../once";
import { documentIn, isRecord, isText } from "../../read";
import type { Properties } from "../../resource";
import { isUnknownValueError } from "../../unknown";
import { namesSecret } from "./secret-names";

/** What a secret itself looks like, whatever its variable is called. */
const secretValue = new RegExp(
  [
    /\bA(?:KI|SI)A[0-9A-Z]{16}\b/,
    /\bgh[oprsu]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{30,}|\bglpat-[\w-]{20,}|\bnpm_[A-Za-z0-9]{36}/,
    /\bAIza[\w-]{35}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bwhsec_\w{16,}|\bsk-(?:ant|proj)-[\w-]{16,}/,
    /\bhooks\.slack\.com\/services\/\w+\/\w+\/\w+/,
    /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/,
    /\bxox[abeprs]-[A-Za-z0-9-]{10,}/,
    /\b(?:pul-|dop_v1_|shp(?:at|ca|pa|ss)_)[0-9a-f]{32,}|\b(?:xapp-|ya29\.)[\w-]{20,}|\bsntry\w_\w{20,}/,
    /\b(?:Bearer|Basic)\s+(?=\S*\d)[\w.+/=-]{16,}|\b(?!mailto:)[\w.+-]+:(?=[^\s:/@]*\d)[^\s:/@]{6,}@[\w-]+\.\w/,
    /\b[Pp](?:ass(?:word|wd|phrase)?|wd?)\s+(?=\S*\d)(?=\S*[a-z])[^\s:/]{8,}/,
    /[?&;](?:[a-z]+_)?(?:key|passw(?:or)?d|secret|sig(?:nature)?|token)=(?![$<{])[^\s&;]{12,}/,
    /\bAGE-SECRET-KEY-\w{20,}|\bAccountKey=[\w+/=]{20,}/,
    /\b[a-z]{2,12}_(?=[A-Z]*[a-z\d]*[A-Z])(?=[A-Za-z]*\d)(?=[A-Z\d]*[a-z])[A-Za-z0-9]{20,}/,
    /\b(?:[Aa]dmin(?:istrator)?|[Ll]ogin|[Rr]oot|[Uu]ser(?:name)?|postgres)\s*:\s*(?=[^\s:/$]*\d)[^\s:/$]{8,}/,
    /\bdp\.(?:st|pt|sa|ct)\.[\w.]{20,}/,
    /\bnpg_\w{8,}|\bnapi_\w{20,}/,
    /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
    /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/,
    /\b[A-Za-z][A-Za-z0-9+.-]*:\/\/[^\s:/@]*:[^\s/@]+@/,
  ]
    .map(({ source }) => source)
    .join("|"),
);

/** `--password x`, `--token=x`, `PGPASSWORD=x` before a command, and what people write: `password: x1`, `token is x1`. */
const assignment =
  /(?:^|\s)(?:--?([A-Za-z][\w-]*)(?:=|\s+)(?![-$])|([A-Za-z_]\w*)=(?![-$])|([A-Za-z_][\w-]*)(?::\s*|\s+(?:is|=|:)\s+)(?![-$]|arn:)(?=\S{6})(?=\S*\d))\S/g;

/** Where a record says what its value is called, where the value stands, and by which types it is shown to nobody. */
const labels = ["name", "variableName"];
const values = ["value", "valueWo", "insecureValue", "text", "json", "default"];
const sealed: readonly unknown[] = ["secret_text", "SecureString"];

/**
 * Secrets that stand in the open, each by its path; their values are never repeated.
 *
 * @param meant - paths, without places in lists, at which a secret is meant to stand.
 * @throws UnknownValueError when nothing is found, and something that may hold one is not known yet.
 */
export function literalSecrets(props: Properties, meant: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const path: string[] = [];
  let unknown: Error | undefined;
  const at = (key: string, read: () => void): void => {
    path.push(key);
    try {
      if (meant.length === 0 || !meant.includes(formOf(path))) read();
    } catch (error) {
      if (!isUnknownValueError(error)) throw error;
      unknown ??= error;
    }
    path.pop();
  };
  const look = (value: unknown, name: string): void => {
    const inside = documentIn(value);
    if (Array.isArray(inside)) {
      for (const index of inside.keys()) {
        at(String(index), () => {
          const before: unknown = inside[index - 1];
          look(inside[index], isText(before) && before.startsWith("-") ? before : name);
        });
      }
    } else if (isRecord(inside)) {
      for (const key of Object.keys(inside)) {
        if (isSecret(key)) found.add(`the names in ${path.join(".")}`);
        at(key, () => {
          if (!values.includes(key)) look(inside[key], key);
          else if (!sealed.includes(inside.type)) look(inside[key], labelOf(inside) ?? name);
        });
      }
    } else if (typeof inside === "number" || isText(inside)) {
      const why = reasonFor(String(inside), name);
      if (why !== undefined) found.add(`${path.join(".")} (by its ${why})`);
    }
  };
  look(props, "");
  if (found.size === 0 && unknown !== undefined) throw unknown;
  return [...found];
}

function formOf(path: readonly string[]): string {
  return path.filter((part) => !/^\d+$/.test(part)).join(".");
}

function labelOf(record: Properties): string | undefined {
  return labels.map((key) => record[key]).find(isText);
}

function reasonFor(text: string, name: string): string | undefined {
  if (isVariable(name) && !isReference(text) && !(name.startsWith("-") && text.startsWith("-"))) {
    return `name, ${name}`;
  }
  return text.length < 8 ? undefined : reasonIn(text);
}

/** Whether a text only says where a value is to be found. */
function isReference(text: string): boolean {
  return /^arn:aws:|^\$\{?[A-Za-z_]\w*\}?$/.test(text);
}

const isSecret = oncePerText((text) => secretValue.test(text));

/** In which it hides: base64 and its form for URLs, hexadecimal, and what URLs escape. */
const encodings: readonly (readonly [RegExp, (run: string) => string])[] = [
  [/[A-Za-z0-9+/_-]{20,}/g, (run) => Buffer.from(run, "base64").toString("latin1")],
  [/\b(?:[0-9a-f]{2}){16,}\b/gi, (run) => Buffer.from(run, "hex").toString("latin1")],
  [
    /\S*%[0-9A-F]{2}\S*/gi,
    (run) =>
      run.replaceAll(/%([0-9A-F]{2})/gi, (_, code: string) =>
        String.fromCharCode(parseInt(code, 16)),
      ),
  ],
];

/** The texts that a text stands for; what decodes to no text was none. */
function decoded(text: string): readonly string[] {
  return encodings.flatMap(([runs, decode]) =>
    (text.match(runs) ?? [])
      .map(decode)
      .filter((each) => each !== text && /^[\x20-\x7e\s]+$/.test(each)),
  );
}

const reasonIn = oncePerText((text): string | undefined => {
  if (isSecret(text)) return "value";
  const hidden = decoded(text).some(
    (inner) => reasonIn(inner) !== undefined || literalSecrets({ text: inner }, []).length > 0,
  );
  if (hidden) return "value, once decoded";
  for (const [, option, variable, word] of text.matchAll(assignment)) {
    if (isVariable(option ?? variable ?? word ?? "")) return "option";
  }
  return undefined;
});

/** A parameter ends in its name; the key of a policy's condition, or the half of a pair, is no variable. */
const isVariable = oncePerText((name) => {
  const last = name.replace(/^-+|^\/.*\//g, "");
  return last !== "key" && /^[A-Za-z_][\w-]*$/.test(last) && namesSecret(last);
});
