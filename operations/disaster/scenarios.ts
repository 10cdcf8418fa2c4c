import { bug } from "./scenarios/bug";
import { corruption } from "./scenarios/corruption";
import { dataCentre } from "./scenarios/data-centre";
import { region } from "./scenarios/region";

/** The disasters, by the name that a person gives one (BAK-12, BAK-14, BAK-21, BAK-22). */
export const scenarios = { region, corruption, bug, "data-centre": dataCentre } as const;

export type ScenarioName = keyof typeof scenarios;
