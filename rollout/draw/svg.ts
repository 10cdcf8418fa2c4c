import { type Judgement, uncounted } from "../judge/judge";
import { odds } from "../judge/limits";
import { minutesOf, percent } from "../judge/words";
import type { Recording } from "../recorded/recording";
import { type Line, type Lines, linesOf } from "./lines";

const [width, height, left, top, gap] = [720, 130, 70, 76, 46] as const;

const titles = { errors: "Failed requests", slow: "Slow requests" } as const;

/** What was decided after each minute, as a picture: shares of both versions, and the evidence that grows of them. */
export function drawSvg({ service, release }: Recording, judgements: readonly Judgement[]): string {
  const last = judgements.at(-1) ?? uncounted;
  const panels = linesOf(release.minutes, judgements).flatMap((lines) => [
    sharesPanel(lines),
    evidencePanel(lines),
  ]);
  const whole = top + panels.length * (height + gap);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width + 2 * left)} ${String(whole)}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="${String(left)}" y="22" font-size="15" font-weight="bold">${escaped(`${service}: ${last.outcome}`)}</text>`,
    ...sentence(last.reason).map(
      (text, index) =>
        `<text x="${String(left)}" y="${String(40 + 16 * index)}" fill="#555">${escaped(text)}</text>`,
    ),
    ...panels.map(
      (panel, index) =>
        `<g transform="translate(${String(left)} ${String(top + 24 + index * (height + gap))})">${panel}</g>`,
    ),
    `<text x="${String(left + width)}" y="${String(whole - 8)}" text-anchor="end" fill="#555">${minutesOf(60 * judgements.length)}</text>`,
    "</svg>",
    "",
  ].join("\n");
}

/** Lines that are no wider than the panels. */
function sentence(text: string): string[] {
  return text.match(/.{1,105}(?:\s|$)/g) ?? [text];
}

function sharesPanel({ fault, candidate, baseline, allowed }: Lines): string {
  const known = [...candidate, ...baseline].filter((value) => value !== undefined);
  const full = Math.max(4 * allowed, ...known);
  return [
    frame(titles[fault], percent(full)),
    limit(allowed / full, `${percent(allowed)} allowed`),
    path(baseline, full, "#888"),
    path(candidate, full, "#c2410c"),
    `<text x="${String(width)}" y="-6" text-anchor="end"><tspan fill="#c2410c">release</tspan> <tspan fill="#888">running</tspan></text>`,
  ].join("");
}

function evidencePanel({ worse }: Lines): string {
  const full = 1.25 * Math.log10(odds);
  return [
    frame("Evidence against the release", `10^${full.toFixed(0)}`),
    limit(1 / 1.25, "taken back"),
    path(
      worse.map((value) => Math.min(value ?? 0, full)),
      full,
      "#7c3aed",
    ),
  ].join("");
}

function frame(title: string, highest: string): string {
  return [
    `<text y="-6" font-weight="bold">${title}</text>`,
    `<rect width="${String(width)}" height="${String(height)}" fill="none" stroke="#ccc"/>`,
    `<text x="-6" y="10" text-anchor="end" fill="#555">${highest}</text>`,
    `<text x="-6" y="${String(height)}" text-anchor="end" fill="#555">0</text>`,
  ].join("");
}

function limit(share: number, label: string): string {
  const y = (height * (1 - share)).toFixed(1);
  return [
    `<line x2="${String(width)}" y1="${y}" y2="${y}" stroke="#dc2626" stroke-dasharray="4 3"/>`,
    `<text x="${String(width + 4)}" y="${y}" fill="#dc2626" font-size="10">${label}</text>`,
  ].join("");
}

function path(line: Line, full: number, colour: string): string {
  const step = width / Math.max(1, line.length - 1);
  const parts = line.map((value, index) => {
    if (value === undefined) return "";
    const command = index === 0 || line[index - 1] === undefined ? "M" : "L";
    return `${command}${(index * step).toFixed(1)} ${(height * (1 - value / full)).toFixed(1)}`;
  });
  return `<path d="${parts.join("")}" fill="none" stroke="${colour}" stroke-width="1.5"/>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
