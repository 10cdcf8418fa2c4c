-- data:
INSERT INTO projection.orders_2 (stream, status, total, currency, position)
SELECT stream, status, total, 'XOF', position FROM projection.orders_1 ON CONFLICT DO NOTHING;

-- project-2:
INSERT INTO projection.orders_2 AS present (stream, status, total, currency, position)
VALUES ('order-' || pg_catalog.floor(pg_catalog.random() * 1000), 'placed', 12, 'XOF', 1)
ON CONFLICT (stream) DO UPDATE SET total = present.total + 1;

-- list:
SELECT stream, status, total, currency FROM projection.orders ORDER BY stream LIMIT 10;
