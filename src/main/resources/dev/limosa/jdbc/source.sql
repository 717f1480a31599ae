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
