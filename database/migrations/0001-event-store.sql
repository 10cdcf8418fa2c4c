CREATE SCHEMA event_store;

CREATE TABLE event_store.events (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream text NOT NULL,
  version int NOT NULL CHECK (version > 0),
  type text NOT NULL,
  -- What the data looks like; readers bring older ones up to the newest.
  type_version int NOT NULL DEFAULT 1,
  data jsonb NOT NULL,
  metadata jsonb NOT NULL DEFAULT '{}',
  recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  -- Two writers of one stream: the second one is refused, reads again and decides anew.
  UNIQUE (stream, version)
);

CREATE FUNCTION event_store.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of %.%: what happened stays as it was recorded', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = '42501', HINT = 'Append an event that says what is true now.';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_store.events
  FOR EACH STATEMENT EXECUTE FUNCTION event_store.refuse();
