import { isText } from "../../read";
import { isolate } from "./shared-identity";

/** Every resource of Appwrite names the project it lives in. */
export const appwriteIsolate = isolate("an Appwrite project", "all", ({ type, props }) =>
  type.startsWith("appwrite:") ? [props.projectId].filter(isText) : [],
);
