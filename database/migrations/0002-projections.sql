CREATE SCHEMA projection;

-- How far each projection has come, so that a rebuild goes on where it stopped.
CREATE TABLE projection.checkpoints (
  projection text NOT NULL,
  version int NOT NULL,
  position bigint NOT NULL DEFAULT 0,
  is_live boolean NOT NULL DEFAULT false,
  written_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  PRIMARY KEY (projection, version)
);

CREATE UNIQUE INDEX one_is_live ON projection.checkpoints (projection) WHERE is_live;

-- A new version of a projection is a table of its own beside this one.
CREATE TABLE projection.orders_1 (
  stream text PRIMARY KEY,
  status text NOT NULL,
  total numeric NOT NULL,
  position bigint NOT NULL
);
