-- no transaction
CREATE INDEX CONCURRENTLY events_by_type ON event_store.events (type, position);
