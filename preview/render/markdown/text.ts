import { visible } from "../../../settings/visible";

/** Ends a mention or a reference to an issue before it begins: nobody is notified by what a preview quotes. */
const zeroWidth = "&#8203;";

/** The program's text as prose that no Markdown or HTML acts in. */
export function prose(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]<>|~&$]/g, "\\$&")
    .replace(/[@#]/g, `$&${zeroWidth}`);
}

/** The program's text inside an HTML tag, where Markdown's escapes mean nothing. */
export function html(text: string): string {
  return visible(text)
    .replace(/[^\p{L}\p{N} .,:()/@#-]/gu, (sign) => `&#${String(sign.codePointAt(0))};`)
    .replace(/@|(?<!&)#/g, `$&${zeroWidth}`);
}

/** The program's text as a code span, delimited by more backticks than it holds in a row. */
export function code(text: string): string {
  const content = visible(text);
  const delimiter = "`".repeat(longestBackticks(content) + 1);
  const pad = /^`|`$|^ .* $/.test(content) || content === "" ? " " : "";
  return `${delimiter}${pad}${content}${pad}${delimiter}`;
}

/** What opens and closes a fence that no line of the content can close. */
export function fenceFor(content: string): string {
  return "`".repeat(Math.max(3, longestBackticks(content) + 1));
}

function longestBackticks(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
