import { bucketUses, usingTypes } from "../bucket-uses";
import { type Invariant, missing } from "../invariant";
import type { Inventory } from "../inventory";
import { mapAt, mapsAt, textAt } from "../read";

const bucketType = "aws:s3/bucket:Bucket";
const selectionType = "aws:backup/selection:Selection";

/** A bucket that is meant to be backed up is selected for it before anything writes to it. */
export const backupBeforeData: Invariant = {
  name: "backup-before-data",
  types: [bucketType, selectionType, ...usingTypes],
  violations: ({ held }) =>
    bucketUses(held).flatMap(({ user, bucket }) => {
      const tag = held
        .having(bucketType, { bucket })
        .map(({ properties }) => textAt(mapAt(properties, "tags"), "backup"))[0];
      if (tag === undefined || tag === "" || isSelected(tag, held)) return [];
      const what = `the bucket ${bucket} takes data and no backup selects it`;
      return [{ what, user: user.urn, needs: missing(selectionType, `what is tagged ${tag}`) }];
    }),
};

function isSelected(tag: string, held: Inventory): boolean {
  return held
    .ofType(selectionType)
    .flatMap(({ properties }) => mapsAt(properties, "conditions"))
    .flatMap((condition) => mapsAt(condition, "stringEquals"))
    .some(({ key, value }) => key === "aws:ResourceTag/backup" && value === tag);
}
