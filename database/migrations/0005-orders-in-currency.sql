CREATE TABLE projection.orders_2 (
  stream text PRIMARY KEY,
  status text NOT NULL,
  total numeric NOT NULL,
  currency text NOT NULL,
  position bigint NOT NULL
);

-- What code reads, whichever version is live: to switch is to change a row of the checkpoints.
CREATE VIEW projection.orders AS
SELECT stream, status, total, position, NULL::text AS currency FROM projection.orders_1
 WHERE (SELECT version FROM projection.checkpoints WHERE projection = 'orders' AND is_live) = 1
UNION ALL
SELECT stream, status, total, position, currency FROM projection.orders_2
 WHERE (SELECT version FROM projection.checkpoints WHERE projection = 'orders' AND is_live) = 2;
