-- data:
INSERT INTO projection.orders_1 (stream, status, total, position)
SELECT stream, 'placed', (data ->> 'total')::numeric, position
  FROM event_store.events WHERE position <= :rows ON CONFLICT DO NOTHING;

-- project:
INSERT INTO projection.orders_1 AS present (stream, status, total, position)
VALUES ('order-' || pg_catalog.floor(pg_catalog.random() * 1000), 'placed', 12, 1)
ON CONFLICT (stream) DO UPDATE SET total = present.total + 1;

-- list:
SELECT stream, status, total FROM projection.orders_1 ORDER BY stream LIMIT 10;
