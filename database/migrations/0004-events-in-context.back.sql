ALTER TABLE event_store.events DROP COLUMN causation_id, DROP COLUMN correlation_id;
