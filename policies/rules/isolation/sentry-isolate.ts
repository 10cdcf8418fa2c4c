import { isolate, named } from "./shared-identity";

const properties = {
  "sentry:index/sentryKey:SentryKey": "project",
  "sentry:index/sentryProject:SentryProject": "slug",
};

export const sentryIsolate = isolate(
  "a Sentry project",
  Object.keys(properties),
  named(properties),
);
