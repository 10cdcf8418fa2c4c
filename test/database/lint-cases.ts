/** What stands before the statement of a case: a migration of its own. */
export const before = `
CREATE SCHEMA s;
CREATE TABLE s.r (id int PRIMARY KEY, note text);
CREATE TABLE s.a (id int PRIMARY KEY, b int, c text DEFAULT 'x', d int, r int CONSTRAINT a_r REFERENCES s.r,
  CONSTRAINT d_there CHECK (d IS NOT NULL));
CREATE TABLE s."Odd ""name" (id int);
CREATE INDEX a_b ON s.a (b);
CREATE VIEW s.v AS SELECT id FROM s.a;
CREATE MATERIALIZED VIEW s.m AS SELECT id FROM s.a;
CREATE UNIQUE INDEX m_id ON s.m (id);
CREATE TABLE s.p (id int) PARTITION BY LIST (id);
CREATE TABLE s.part (id int);
CREATE TABLE s.q (r int);
ALTER TABLE s.q ADD CONSTRAINT q_r FOREIGN KEY (r) REFERENCES s.r NOT VALID;
CREATE TYPE s.kind AS ENUM ('one');
CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION s.t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER guard BEFORE INSERT ON s.r FOR EACH ROW EXECUTE FUNCTION s.t();
CREATE PROCEDURE s.pr() LANGUAGE sql AS 'SELECT 1';
ALTER TABLE s.a ADD CONSTRAINT b_small CHECK (b < 9) NOT VALID;
`;

/** A statement, the objections to it, and the locks that it takes on what was there before. */
export type Case = readonly [sql: string, objections: string, locks: string];

const newTable = "CREATE TABLE s.new (id int, x int);";

// prettier-ignore
export const cases: readonly Case[] = [
  // what only adds
  ["CREATE TABLE s.new (id int)", "", ""],
  ["CREATE TABLE s.new (id int REFERENCES s.r)", "", "s.r ShareRowExclusive"],
  ["CREATE TABLE s.new (LIKE s.r)", "", "s.r AccessShare"],
  ["CREATE TABLE s.new () INHERITS (s.r)", "", "s.r ShareUpdateExclusive"],
  ["CREATE TABLE s.new PARTITION OF s.p FOR VALUES IN (1)", "", "s.p AccessExclusive"],
  ["CREATE TABLE s.new AS SELECT * FROM s.a", "", "s.a AccessShare"],
  ["CREATE VIEW s.new AS SELECT * FROM s.a", "", "s.a AccessShare"],
  ["CREATE OR REPLACE VIEW s.v AS SELECT id FROM s.a", "", "s.a AccessShare, s.v AccessExclusive"],
  ["CREATE SEQUENCE s.new", "", ""],
  ["CREATE FUNCTION s.new() RETURNS void LANGUAGE sql AS 'DROP TABLE s.a'", "", ""],
  ["CREATE TRIGGER new BEFORE INSERT ON s.a FOR EACH ROW EXECUTE FUNCTION s.t()", "", "s.a ShareRowExclusive"],
  ["CREATE POLICY new ON s.a USING (true)", "", "s.a AccessExclusive"],
  ["ALTER TABLE s.a ADD COLUMN e int", "", "s.a AccessExclusive"],
  ["ALTER TABLE s.a ADD COLUMN e int NOT NULL DEFAULT 1", "", "s.a AccessExclusive"],
  ["ALTER TABLE s.a ADD COLUMN e timestamptz NOT NULL DEFAULT now()", "", "s.a AccessExclusive"],
  ["ALTER TABLE s.a ALTER b SET DEFAULT 4", "", "s.a AccessExclusive"],
  ["ALTER TABLE s.a ALTER id DROP NOT NULL, ALTER b SET STATISTICS 10", "", "-"],
  ["ALTER TABLE s.a ADD CONSTRAINT c CHECK (b > 0) NOT VALID", "", "s.a AccessExclusive"],
  ["ALTER TABLE s.a ADD CONSTRAINT c FOREIGN KEY (b) REFERENCES s.r NOT VALID", "", "s.a ShareRowExclusive, s.r ShareRowExclusive"],
  ["ALTER TABLE s.a VALIDATE CONSTRAINT b_small", "", "s.a ShareUpdateExclusive"],
  ["ALTER TABLE s.a VALIDATE CONSTRAINT a_r", "", "s.a ShareUpdateExclusive"],
  ["ALTER TABLE s.q VALIDATE CONSTRAINT q_r", "", "s.q ShareUpdateExclusive, s.r RowShare"],
  ["ALTER TABLE s.a SET (fillfactor = 80)", "", "s.a ShareUpdateExclusive"],
  ["COMMENT ON TABLE s.a IS 'x'", "", "s.a ShareUpdateExclusive"],
  ["COMMENT ON COLUMN s.a.b IS 'x'", "", "s.a ShareUpdateExclusive"],
  ["GRANT SELECT ON s.a TO PUBLIC", "", ""],
  ["ALTER TYPE s.kind ADD VALUE 'two'", "", ""],
  ["INSERT INTO s.a (id) SELECT id FROM s.r", "", "s.a RowExclusive, s.r AccessShare"],
  ["INSERT INTO s.part SELECT id FROM s.v WHERE id < 0", "", "-"],
  ["UPDATE s.r SET note = 'x' WHERE id = 1", "", "s.r RowExclusive"],
  ["WITH w AS (SELECT id FROM s.r) DELETE FROM s.part WHERE id IN (SELECT id FROM w)", "", "s.part RowExclusive, s.r AccessShare"],
  ["SELECT FROM s.r FOR UPDATE", "", "s.r RowShare"],
  ["REFRESH MATERIALIZED VIEW CONCURRENTLY s.m", "", "-"],
  ["SET LOCAL statement_timeout = 0", "", ""],
  ["ALTER INDEX s.a_b RENAME TO a_bb", "", ""],
  // what the script itself has made
  [`${newTable} CREATE INDEX ON s.new (id); ALTER TABLE s.new ALTER x TYPE text, ALTER id SET NOT NULL; UPDATE s.new SET x = '1'`, "", ""],
  [`${newTable} DROP TABLE s.new`, "", ""],
  ["CREATE TABLE s.new (id int); ALTER TABLE s.p ATTACH PARTITION s.new FOR VALUES IN (2)", "", "s.p ShareUpdateExclusive"],
  // what breaks the code that runs
  ["DROP TABLE s.part", "breaks", "s.part AccessExclusive"],
  ["DROP TABLE IF EXISTS s.a CASCADE", "breaks", "-"],
  ["DROP VIEW s.v", "breaks", "s.v AccessExclusive"],
  ["DROP TYPE s.kind", "breaks", ""],
  ["DROP FUNCTION s.f()", "breaks", ""],
  ["DROP TRIGGER guard ON s.r", "breaks", "s.r AccessExclusive"],
  ["DROP SCHEMA s CASCADE", "breaks", "-"],
  ["DROP TABLE s.\"Odd \"\"name\"", "breaks", "s.Odd \"name AccessExclusive"],
  ["ALTER TABLE s.a DROP COLUMN c", "breaks", "s.a AccessExclusive"],
  ["ALTER TABLE IF EXISTS ONLY s.a DROP c", "breaks", "s.a AccessExclusive"],
  ["ALTER TABLE s.a DROP CONSTRAINT a_r", "breaks", "s.a AccessExclusive, s.r AccessExclusive"],
  ["ALTER TABLE s.a ALTER c DROP DEFAULT", "breaks", "s.a AccessExclusive"],
  ["ALTER TABLE s.part ENABLE ROW LEVEL SECURITY", "breaks", "s.part AccessExclusive"],
  ["ALTER TABLE s.r DISABLE TRIGGER guard", "breaks", "s.r ShareRowExclusive"],
  ["ALTER TABLE s.a RENAME TO z", "breaks", "s.a AccessExclusive"],
  ["ALTER TABLE s.a RENAME COLUMN c TO z", "breaks", "s.a AccessExclusive"],
  ["ALTER SCHEMA s RENAME TO z", "breaks", ""],
  ["ALTER TABLE s.part SET SCHEMA public", "breaks", "s.part AccessExclusive"],
  ["ALTER TYPE s.kind RENAME VALUE 'one' TO 'uno'", "breaks", ""],
  ["ALTER TABLE s.part ADD COLUMN e int NOT NULL", "breaks", "s.part AccessExclusive"],
  ["ALTER TABLE s.a ALTER COLUMN d SET NOT NULL", "breaks", "s.a AccessExclusive"],
  ["REVOKE SELECT ON s.a FROM PUBLIC", "breaks", ""],
  ["TRUNCATE s.part", "breaks", "s.part AccessExclusive"],
  // what blocks others while it works
  ["CREATE INDEX ON s.a (c)", "blocks", "s.a Share"],
  ["CREATE UNIQUE INDEX i ON s.a (c)", "blocks", "s.a Share"],
  ["DROP INDEX s.a_b", "blocks", "s.a AccessExclusive"],
  ["REINDEX TABLE s.a", "blocks", "-"],
  ["ALTER TABLE s.part ALTER id TYPE bigint", "blocks", "s.part AccessExclusive"],
  ["ALTER TABLE s.a ALTER b SET NOT NULL", "breaks, blocks", "s.a AccessExclusive"],
  ["ALTER TABLE s.a ADD COLUMN e bigserial", "blocks", "s.a AccessExclusive"],
  ["ALTER TABLE s.a ADD COLUMN e uuid DEFAULT gen_random_uuid()", "blocks", "s.a AccessExclusive"],
  ["ALTER TABLE s.a ADD COLUMN e int GENERATED ALWAYS AS (b + 1) STORED", "blocks", "s.a AccessExclusive"],
  ["ALTER TABLE s.a ADD COLUMN e int UNIQUE", "blocks", "s.a AccessExclusive"],
  ["ALTER TABLE s.a ADD CONSTRAINT c CHECK (id > 0)", "blocks", "s.a AccessExclusive"],
  ["ALTER TABLE s.a ADD FOREIGN KEY (b) REFERENCES s.r", "blocks", "s.a ShareRowExclusive, s.r ShareRowExclusive"],
  ["ALTER TABLE s.part ADD PRIMARY KEY (id)", "blocks", "s.part AccessExclusive"],
  ["ALTER TABLE s.a ADD CONSTRAINT c CHECK (b > 0) NOT VALID; ALTER TABLE s.a VALIDATE CONSTRAINT c", "blocks", "s.a AccessExclusive"],
  ["ALTER TABLE s.part SET UNLOGGED", "blocks", "s.part AccessExclusive"],
  ["ALTER TABLE s.p ATTACH PARTITION s.part FOR VALUES IN (2)", "blocks", "s.p ShareUpdateExclusive, s.part AccessExclusive"],
  ["LOCK TABLE s.a IN SHARE MODE", "blocks", "s.a Share"],
  ["REFRESH MATERIALIZED VIEW s.m", "blocks", "-"],
  ["UPDATE s.r SET note = ''", "blocks", "s.r RowExclusive"],
  ["DELETE FROM s.part", "blocks", "s.part RowExclusive"],
  // several in one
  ["ALTER TABLE s.a ADD COLUMN e int, DROP COLUMN c, ADD COLUMN g int NOT NULL", "breaks, breaks", "s.a AccessExclusive"],
  ["SELECT 1; DROP TABLE s.part;; ALTER TABLE s.r DROP note", "breaks, breaks", "s.part AccessExclusive, s.r AccessExclusive"],
  // disguises
  ["DO $$ BEGIN DROP TABLE s.part; END $$", "breaks", "s.part AccessExclusive"],
  ["DO $x$ DECLARE r record; BEGIN FOR r IN SELECT 1 LOOP IF true THEN ALTER TABLE s.a DROP c; END IF; END LOOP; END $x$", "breaks", "s.a AccessExclusive"],
  ["DO $$ BEGIN EXECUTE 'DROP TABLE s.part'; END $$", "breaks", "s.part AccessExclusive"],
  ["DO $$ BEGIN EXECUTE 'DROP TABLE ' || 's.part'; END $$", "unread", "-"],
  ["DO $$ DECLARE x text := 'DROP TABLE s.part'; BEGIN EXECUTE x; END $$", "unread", "-"],
  ["DO $$ DECLARE r record; BEGIN FOR r IN EXECUTE 'SELECT 1' LOOP DROP TABLE s.part; END LOOP; END $$", "breaks", "s.part AccessExclusive"],
  ["DO $$ BEGIN PERFORM s.f(); END $$", "unread", ""],
  ["DO $$ DECLARE n int; BEGIN n := s.f(); END $$", "unread", ""],
  ["DO $$ BEGIN IF s.f() = 1 THEN NULL; END IF; END $$", "unread", ""],
  ["DO LANGUAGE plpgsql 'BEGIN DROP TABLE s.part; END'", "breaks", "s.part AccessExclusive"],
  ["DO LANGUAGE plpython3u 'plpy.execute(1)'", "unread", "-"],
  ["SELECT s.f()", "unread", ""],
  ["INSERT INTO s.part SELECT s.f()", "unread", "s.part RowExclusive"],
  ["CALL s.pr()", "unread", ""],
  ["dRoP /* a -- comment */ tAbLe -- another\n s.part", "breaks", "s.part AccessExclusive"],
  ["COMMIT", "unread", "-"],
  ["SET statement_timeout = 0", "unread", ""],
  ["SET LOCAL lock_timeout = 0", "unread", ""],
  ["COPY s.part FROM PROGRAM 'cat'", "unread", "-"],
  ["ALTER SYSTEM SET work_mem = '1GB'", "unread", "-"],
  ["PREPARE x AS DROP TABLE s.part", "unread", "-"],
  ["DROP TABEL s.part", "unread", "-"],
];
