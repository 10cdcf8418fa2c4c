-- no transaction
DROP INDEX CONCURRENTLY IF EXISTS event_store.events_by_type;
