import { expiriesOf } from "../../calendar/buckets";
import { dataKinds } from "../../calendar/kinds";
import { firstLack } from "../../calendar/lack";
import { type Need, needsOf } from "../../calendar/needs";
import type { Protection } from "../../calendar/protection";
import { playedDays } from "../../calendar/schedule";
import { notApplicable, stackRule, violationOf } from "../../rule";

export const dataRequireRestorePoints = stackRule({
  id: "data-require-restore-points",
  severity: "critical",
  title: `On each of ${String(playedDays)} days whatever holds data can be brought back as far as its tier needs`,
  why: "what nothing restores is lost with the first mistake, and a backup that nobody made is found out on that day",
  source: "BAK-8",
  fix: "Mend what it says, or declare what does it.",
  also: "CKV2_AWS_9, CKV2_AWS_18, S3.7, S3.14, S3.15",
  types: Object.keys(dataKinds),
  check(resource, { tier }, stack) {
    const needs = needsOf(resource, tier, stack);
    const kind = dataKinds[resource.type];
    if (kind === undefined || needs.length === 0) return notApplicable;
    const protections = kind.protectionsOf(resource, stack);
    const lacking = needs.flatMap((need) => {
      const lack = firstLack(need, protections.filter(restores(need)));
      return lack === undefined ? [] : [{ need, ...lack }];
    });
    const wrong = [
      ...protections.flatMap(({ fails }) => fails ?? []),
      ...expiriesOf(resource, stack),
      ...lacking.map(
        ({ need, day, of }) => `${lackOf(need, day, of)}, which ${tier} needs (${need.source})`,
      ),
    ];
    return violationOf([...new Set(wrong)], lacking[0]?.need.set);
  },
});

function restores({ means, elsewhere, held }: Need): (protection: Protection) => boolean {
  return (protection) =>
    protection.fails === undefined &&
    means.includes(protection.means) &&
    (elsewhere === undefined || elsewhere === (protection.region !== undefined)) &&
    (held !== true || protection.held === true);
}

function lackOf({ of, every, back, elsewhere, held }: Need, day: number, last: number): string {
  const span =
    every === 1 ? `day ${String(last)}` : `days ${String(last - every + 1)} to ${String(last)}`;
  const place = elsewhere === true ? " in another region" : "";
  const lock = held === true ? " under a lock" : "";
  const reach = back > every ? ` for ${String(back)} days` : "";
  return `has on day ${String(day)} no ${of} of ${span}${place}${lock}${reach}`;
}
