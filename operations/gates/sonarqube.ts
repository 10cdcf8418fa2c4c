import * as z from "zod";
import type { JsonApi } from "../json-api";

/** What SonarQube found of a commit. */
export interface Analysis {
  /** `OK` where its gate is passed. */
  readonly status: string;
  /** What its gate objects to, for example `new_coverage 71.2 (wants 80)`. */
  readonly objections: readonly string[];
  /** Percent of new lines that tests cover; `undefined` where it doesn't say. */
  readonly newCoverage: number | undefined;
}

const analyses = z.object({
  analyses: z.array(z.object({ key: z.string(), revision: z.string().optional() })),
});

const projectStatus = z.object({
  projectStatus: z.object({
    status: z.string(),
    conditions: z
      .array(
        z.object({
          status: z.string(),
          metricKey: z.string(),
          errorThreshold: z.string().optional(),
          actualValue: z.string().optional(),
        }),
      )
      .default([]),
  }),
});

const measures = z.object({
  component: z.object({
    measures: z.array(
      z.object({
        metric: z.string(),
        value: z.string().optional(),
        period: z.object({ value: z.string() }).optional(),
      }),
    ),
  }),
});

/** One project of a SonarQube server. */
export class SonarQube {
  /** @param branches - those that are analysed besides the project's main one. */
  public constructor(
    private readonly api: JsonApi,
    private readonly project: string,
    private readonly branches: readonly string[],
  ) {}

  /** @returns nothing where the commit was never analysed. @throws ServiceError */
  public async find(commit: string): Promise<Analysis | undefined> {
    for (const branch of [undefined, ...this.branches]) {
      const of = new URLSearchParams(branch === undefined ? {} : { branch }).toString();
      const known = await this.api.find(
        `/api/project_analyses/search?project=${encodeURIComponent(this.project)}&ps=500&${of}`,
        analyses,
      );
      const place = known?.analyses.findIndex(({ revision }) => revision === commit) ?? -1;
      const key = known?.analyses[place]?.key;
      if (key !== undefined) return this.analysis(key, place === 0 ? of : undefined);
    }
    return undefined;
  }

  /** @param newestOf - the branch whose newest analysis it is: measures are those of the newest alone. */
  private async analysis(key: string, newestOf: string | undefined): Promise<Analysis> {
    const { projectStatus: gate } = await this.api.ask(
      `/api/qualitygates/project_status?analysisId=${encodeURIComponent(key)}`,
      projectStatus,
    );
    const judged = gate.conditions.find(
      ({ metricKey }) => metricKey === "new_coverage",
    )?.actualValue;
    const covered =
      judged ?? (newestOf === undefined ? undefined : await this.newCoverage(newestOf));
    return {
      status: gate.status,
      objections: gate.conditions
        .filter(({ status }) => status !== "OK")
        .map(
          ({ metricKey, actualValue = "unknown", errorThreshold = "another" }) =>
            `${metricKey} ${actualValue} (wants ${errorThreshold})`,
        ),
      newCoverage: covered === undefined ? undefined : Number(covered),
    };
  }

  private async newCoverage(branch: string): Promise<string | undefined> {
    const { component } = await this.api.ask(
      `/api/measures/component?component=${encodeURIComponent(this.project)}&metricKeys=new_coverage&${branch}`,
      measures,
    );
    const [found] = component.measures;
    return found?.period?.value ?? found?.value;
  }
}
