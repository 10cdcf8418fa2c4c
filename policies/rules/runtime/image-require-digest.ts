import { textAt } from "../../read";
import { resourceRule, violationOf } from "../../rule";
import { containersOf, taskDefinitionType } from "../release/containers";

/** Docker's official images, as AWS mirrors them. */
const official = "public.ecr.aws/docker/library/";

/** Which digest it is in production, `release-require-staging-digest` says; a digest says nothing of who serves it. */
export const imageRequireDigest = resourceRule({
  id: "image-require-digest",
  title: "Images are named by what is in them, and come from the shared registry or AWS's own",
  why: "a tag can be moved to another image, and a registry of somebody's can take one away",
  source: "REL-18",
  fix: "Name the image in the shared account's registry by its digest.",
  waivable: "everywhere",
  also: "ECR.2",
  types: [taskDefinitionType],
  check(task, { data }) {
    const registries = [...data.environments.values()]
      .filter(({ tier }) => tier === "shared")
      .flatMap(({ accounts }) => accounts);
    return violationOf(
      containersOf(task)
        .map((container) => textAt(container, "image"))
        .flatMap((image) => {
          const account = /^(\d{12})\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com\//.exec(image)?.[1];
          const isKnown = image.startsWith(official) || registries.includes(account ?? "");
          return [
            ...(/@sha256:[0-9a-f]{64}$/.test(image)
              ? []
              : [`runs ${image}, which names no digest`]),
            ...(isKnown ? [] : [`runs ${image} from a registry that is nobody's here`]),
          ];
        }),
    );
  },
});
