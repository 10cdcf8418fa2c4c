import { textAt } from "../../read";
import { compliant, resourceRule, violation } from "../../rule";
import { imageRepositoryType } from "./image-repositories";

export const imageRepositoryRequireImmutableTags = resourceRule({
  types: [imageRepositoryType],
  check({ props }) {
    const mutability = textAt(props, "imageTagMutability");
    return mutability === "IMMUTABLE"
      ? compliant
      : violation(`has ${mutability} tags, so that an image can be swapped under its name`);
  },
});
