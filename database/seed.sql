-- What development begins with. It may run again: what is there stays.
INSERT INTO event_store.events (stream, version, type, data) VALUES
  ('order-seed-1', 1, 'OrderPlaced', '{"total": 12.5}'),
  ('order-seed-1', 2, 'OrderShipped', '{}'),
  ('order-seed-2', 1, 'OrderPlaced', '{"total": 80}')
ON CONFLICT (stream, version) DO NOTHING;
