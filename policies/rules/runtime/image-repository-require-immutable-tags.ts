import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { imageRepositoryType } from "./image-repositories";

export const imageRepositoryRequireImmutableTags = resourceRule({
  id: "image-repository-require-immutable-tags",
  severity: "high",
  title: "An image's tag stays with it",
  why: "what was tested would not be what runs",
  source: "REL-18",
  fix: "Set imageTagMutability to IMMUTABLE.",
  waivable: "outside production",
  also: ["ECR.2", "CKV_AWS_51"],
  types: [imageRepositoryType],
  check({ props }) {
    const mutability = textAt(props, "imageTagMutability");
    return mutability === "IMMUTABLE"
      ? compliant
      : violation(`has ${mutability} tags, so that an image can be swapped under its name`);
  },
});
