-- Everything Limosa keeps in the source. Idempotent.
CREATE SCHEMA IF NOT EXISTS limosa;

-- Which databases and which Kafka cluster each migration joins: written at its first start, compared at every later one.
CREATE TABLE IF NOT EXISTS limosa.migration (
    migration text PRIMARY KEY,
    source text NOT NULL,
    target text NOT NULL,
    kafka text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Rows that capture writes and sees again in the change stream: kind 'barrier' becomes a barrier in every topic,
-- kind 'window' bounds what a snapshot chunk has read. owner: the incarnation of capture that wrote it last.
CREATE TABLE IF NOT EXISTS limosa.watermark (
    migration text NOT NULL,
    kind text NOT NULL,
    number bigint NOT NULL,
    owner text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (migration, kind)
) WITH (fillfactor = 50);

-- What an operator asks capture to do at this place among the changes: capture meets the row in the change stream.
-- kind 'reread': read the row of that key again; 'resnapshot': empty the table in the target and read it all again.
-- A row is deleted in the transaction that inserts it, since the stream is all that reads it.
CREATE TABLE IF NOT EXISTS limosa.signal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    migration text NOT NULL,
    kind text NOT NULL,
    schema_name text NOT NULL,
    table_name text NOT NULL,
    key text NOT NULL DEFAULT '',
    requested_by text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
