import { join } from "node:path";
import { loadPackData, type PackData } from "../../../policies/pack-data";
import { sampleRoot } from "../../support/project";

/** What the pack reads of the fixture: who each environment is, its waivers and its releases. */
export function sampleData(today?: string): PackData {
  return loadPackData(join(sampleRoot(), "policies"), today);
}
