-- data:
INSERT INTO event_store.events (stream, version, type, data)
SELECT 'order-' || number, 1, 'OrderPlaced', pg_catalog.jsonb_build_object('total', number % 100)
  FROM pg_catalog.generate_series(1, :rows) AS number;

-- append:
INSERT INTO event_store.events (stream, version, type, data)
VALUES ('order-' || pg_catalog.gen_random_uuid(), 1, 'OrderPlaced', '{"total": 12}');

-- read:
SELECT type, data FROM event_store.events WHERE stream = 'order-1' ORDER BY version;

-- follow:
SELECT position, type, data FROM event_store.events WHERE position > 1 ORDER BY position LIMIT 10;
