import type { Comparison } from "../../compare/comparison";
import type { Report, ReportedVerdict } from "../../report/report";
import { withoutRule } from "../../report/verdict-message";
import { visible } from "../../../settings/visible";
import { cut } from "../width";
import type { Item, Section } from "./budget";
import { listSection, messageLength, ranks, shortLength } from "./layout";
import { code, prose } from "./text";

export function violationsSection(report: Report, comparison: Comparison | undefined): Section {
  const fresh = new Set(comparison?.stacks.flatMap(({ verdicts }) => verdicts.violated));
  const items = verdictsOf(report, "violated")
    .map(({ stack, verdict, source }) => {
      const isNew = fresh.has(verdict);
      const rank = verdict.level === "mandatory" ? ranks.mandatory : ranks.advisory;
      const tags = isNew ? `${verdict.level}, new` : verdict.level;
      return { isNew, rank, ...verdictItem(stack, verdict, tags, source) };
    })
    .sort((a, b) => a.rank - b.rank || Number(b.isNew) - Number(a.isNew));
  return listSection("Violations", items);
}

/** What is neither right nor wrong: waived, or to be seen only in a deployment. */
export function openSection(report: Report): Section {
  const items = [...verdictsOf(report, "could-not-evaluate"), ...verdictsOf(report, "waived")].map(
    ({ stack, verdict, source }) => ({
      rank: ranks.rest,
      ...verdictItem(stack, verdict, verdict.status.replaceAll("-", " "), source),
    }),
  );
  return listSection("Waived, or could not be evaluated", items);
}

/** What a deployment does beside what the comment tells. */
export function notShownSection(report: Report): Section {
  const items = report.stacks.flatMap(({ stack, notShown }) =>
    notShown.map((what): Item => {
      const line = `- ${prose(cut(visible(stack), 40))}: ${prose(cut(visible(what), shortLength))}\n`;
      return { rank: ranks.grave, place: "", short: line, full: line };
    }),
  );
  return listSection("Not shown", items);
}

export function fixedSection(comparison: Comparison | undefined): Section {
  const items = (comparison?.stacks ?? []).flatMap(({ stack, verdicts }) =>
    verdicts.fixed.map((verdict) => ({
      rank: ranks.rest,
      ...verdictItem(stack, { ...verdict, message: "" }, "fixed", null),
    })),
  );
  return listSection("Fixed", items);
}

interface Judged {
  readonly stack: string;
  readonly verdict: ReportedVerdict;
  readonly source: string | null;
}

function verdictsOf(report: Report, status: ReportedVerdict["status"]): Judged[] {
  return report.stacks.flatMap(({ stack, resources, verdicts }) => {
    const sources = new Map(resources.map(({ urn, source }) => [urn, source]));
    return verdicts
      .filter((verdict) => verdict.status === status)
      .map((verdict) => ({ stack, verdict, source: sources.get(verdict.urn) ?? null }));
  });
}

function verdictItem(
  stack: string,
  verdict: ReportedVerdict,
  tag: string,
  source: string | null,
): Omit<Item, "rank"> {
  const title = `- **${prose(cut(visible(verdict.rule), shortLength))}** · ${tag} · ${prose(cut(visible(stack), 40))}`;
  const where = source === null ? "" : ` · ${code(cut(visible(source), shortLength))}`;
  const message = visible(withoutRule(verdict));
  const said = (length: number): string =>
    message === "" ? "" : `: ${prose(cut(message, length))}`;
  return {
    place: "",
    short: `${title}${said(shortLength)}\n`,
    full: `${title}${where}${said(messageLength)}\n`,
  };
}
