import { groupBy } from "../../report/group-by";
import { count, digits } from "../../report/quantity";
import type { ReportedResource, ReportedVerdict, StackReport } from "../../report/report";
import { isComponent, isStack } from "../../report/resource-kind";
import { countDescendants } from "../../report/summary";
import { groupText, kindText } from "../labels";
import { visible } from "../../../settings/visible";
import { cut, widthOf, wrap } from "../width";
import { justify, type Style } from "./style";

/** Characters of a name that tell it from others. */
const shortestName = 8;

/**
 * The stack's components as a tree, each with how many resources it holds. What a component holds itself folds into one
 * text, `ec2 Vpc, Subnet ×6 · iam Role`; a verbose style gives each resource its line and where it is declared.
 */
export function renderTree(report: StackReport, style: Style): string[] {
  const tree = new Tree(report, style);
  return tree.lines;
}

/** Widest a line gets, so that a count is not lost on a wide screen. */
const widest = 110;

class Tree {
  public readonly lines: string[] = [];
  private readonly children: ReadonlyMap<string, readonly ReportedResource[]>;
  private readonly held: ReadonlyMap<string, number>;
  private readonly violations: ReadonlyMap<string, readonly ReportedVerdict[]>;
  private readonly width: number;

  public constructor(
    report: StackReport,
    private readonly style: Style,
  ) {
    this.width = Math.min(style.width, widest);
    this.held = countDescendants(report.resources);
    this.violations = groupBy(
      report.verdicts.filter(({ status }) => status === "violated"),
      ({ urn }) => urn,
    );
    const resources = report.resources.filter((resource) => !isStack(resource));
    const urns = new Set(resources.map(({ urn }) => urn));
    this.children = groupBy(resources, ({ parent }) =>
      parent !== null && urns.has(parent) ? parent : "",
    );
    this.renderChildren("", "");
  }

  private renderChildren(parent: string, margin: string): void {
    const children = this.children.get(parent) ?? [];
    const branches = this.style.verbose ? children : children.filter((c) => this.isBranch(c));
    const leaves = this.style.verbose ? [] : children.filter((c) => !this.isBranch(c));
    this.renderLeaves(leaves, branches.length > 0 ? `${margin}│  ` : `${margin}   `);
    branches.forEach((branch, index) => {
      const last = index === branches.length - 1;
      this.renderBranch(branch, `${margin}${last ? "└─ " : "├─ "}`);
      this.renderChildren(branch.urn, `${margin}${last ? "   " : "│  "}`);
    });
  }

  private isBranch(resource: ReportedResource): boolean {
    return isComponent(resource) || this.children.has(resource.urn);
  }

  private renderBranch(resource: ReportedResource, margin: string): void {
    const { paint } = this.style;
    const component = isComponent(resource);
    const kind = kindText(resource);
    const mark = this.markOf(resource);
    const shared = this.width - widthOf(margin + kind + mark) - 5;
    const right = component
      ? digits(this.held.get(resource.urn) ?? 0)
      : this.detailOf(resource, shared - shortestName);
    const name = cut(visible(resource.name), Math.max(shortestName, shared - widthOf(right)));
    const left = [
      paint.dim(margin),
      component ? paint.bold(kind) : kind,
      ` ${component ? name : paint.dim(name)}`,
      mark === "" ? "" : `  ${this.paintMark(resource, mark)}`,
    ].join("");
    const width = widthOf(margin + kind + name) + 1 + (mark === "" ? 0 : 2 + widthOf(mark));
    this.lines.push(
      justify({ text: left, width }, { text: paint.dim(right), width: widthOf(right) }, this.width),
    );
  }

  /** Where it is declared: without the folders where there is no room for them. */
  private detailOf(resource: ReportedResource, room: number): string {
    const source = resource.source === null ? "" : visible(resource.source);
    const detail = (place: string): string => (resource.protect ? `protected  ${place}` : place);
    const whole = detail(source);
    return widthOf(whole) <= room
      ? whole
      : cut(detail(source.slice(source.lastIndexOf("/") + 1)), Math.max(0, room));
  }

  private renderLeaves(leaves: readonly ReportedResource[], margin: string): void {
    if (leaves.length === 0) return;
    const { paint } = this.style;
    for (const line of wrap(groupText(leaves), Math.max(20, this.width - widthOf(margin) - 6))) {
      this.lines.push(paint.dim(margin + line.replaceAll("\u00a0", " ")));
    }
  }

  /** Violations of the resource itself and of what folds into its line. */
  private violationsAt(resource: ReportedResource): ReportedVerdict[] {
    const folded = this.style.verbose ? [] : (this.children.get(resource.urn) ?? []);
    return [resource, ...folded.filter((child) => !this.isBranch(child))].flatMap(
      ({ urn }) => this.violations.get(urn) ?? [],
    );
  }

  private markOf(resource: ReportedResource): string {
    const violations = this.violationsAt(resource).length;
    if (violations === 0) return "";
    return this.style.verbose ? `✗ ${digits(violations)}` : `✗ ${count(violations, "violation")}`;
  }

  private paintMark(resource: ReportedResource, mark: string): string {
    const mandatory = this.violationsAt(resource).some(({ level }) => level === "mandatory");
    return mandatory ? this.style.paint.red(mark) : this.style.paint.yellow(mark);
  }
}
