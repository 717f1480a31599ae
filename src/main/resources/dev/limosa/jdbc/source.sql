-- Everything Limosa keeps in the source. Idempotent.
CREATE SCHEMA IF NOT EXISTS limosa;

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
