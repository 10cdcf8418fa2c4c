import { isText } from "../../read";
import { isolate } from "./shared-identity";

/** Every resource of Appwrite names the project it lives in. */
export const appwriteIsolate = isolate({
  id: "appwrite-isolate",
  severity: "high",
  title: "No two environments share an Appwrite project",
  why: "its databases, files and functions belong to one environment",
  source: "ISO-4",
  fix: "Give the environment an Appwrite project of its own.",
  waivable: "never",
  what: "an Appwrite project",
  types: "all",
  identitiesOf: ({ type, props }) =>
    type.startsWith("appwrite:") ? [props.projectId].filter(isText) : [],
});
