import { type PackageMapping, stated, unheld } from "./decision";

/** The provider makes the values itself: only the types of its inputs are published. */
export const randomMapping: PackageMapping = {
  "random:index/randomPassword:RandomPassword": {
    from: [],
    paths: {
      "keepers.*": unheld("engine"),
      length: stated({ min: 1, whole: true }, "The minimum value for length is 1"),
    },
  },
};
