import { isolate, named } from "./shared-identity";

const properties = {
  "sentry:index/sentryKey:SentryKey": "project",
  "sentry:index/sentryProject:SentryProject": "slug",
};

export const sentryIsolate = isolate({
  id: "sentry-isolate",
  severity: "medium",
  title: "No two environments share a Sentry project",
  why: "errors of production would drown in those of development",
  source: "ISO-4",
  fix: "Give the environment a Sentry project of its own.",
  waivable: "never",
  what: "a Sentry project",
  types: Object.keys(properties),
  identitiesOf: named(properties),
});
