ALTER TABLE event_store.events ADD COLUMN correlation_id uuid, ADD COLUMN causation_id uuid;
