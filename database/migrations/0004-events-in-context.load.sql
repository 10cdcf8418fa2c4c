-- append:
INSERT INTO event_store.events (stream, version, type, data, correlation_id)
VALUES ('order-' || pg_catalog.gen_random_uuid(), 1, 'OrderPlaced', '{"total": 12}', pg_catalog.gen_random_uuid());
