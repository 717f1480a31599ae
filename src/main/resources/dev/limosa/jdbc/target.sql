-- Everything Limosa keeps in the target. Idempotent.
CREATE SCHEMA IF NOT EXISTS limosa;

-- Which databases and which Kafka cluster each migration joins: written at its first start, compared at every later one.
CREATE TABLE IF NOT EXISTS limosa.migration (
    migration text PRIMARY KEY,
    source text NOT NULL,
    target text NOT NULL,
    kafka text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS limosa.generation (
    migration text NOT NULL,
    generation int NOT NULL,
    state text NOT NULL,
    -- SHA-256 over the fingerprints of its tables.
    fingerprint text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (migration, generation)
);

-- One row a table: what the sink needs to know to write it (definition: JSON of a SinkTable), and what makes its rows
-- (transforms: JSON of steps, outputs, chains, resources, libraries; fingerprint: its SHA-256). No SQL reads the JSON.
CREATE TABLE IF NOT EXISTS limosa.sink_table (
    migration text NOT NULL,
    generation int NOT NULL,
    history_topic text NOT NULL,
    output_topic text NOT NULL,
    source_schema text NOT NULL,
    source_name text NOT NULL,
    target_schema text NOT NULL,
    target_name text NOT NULL,
    history_partitions int NOT NULL,
    definition text NOT NULL,
    transforms text NOT NULL DEFAULT '',
    fingerprint text NOT NULL DEFAULT '',
    constraints_made boolean NOT NULL DEFAULT false,
    PRIMARY KEY (migration, generation, history_topic)
);
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'limosa.sink_table'::regclass
                   AND attname = 'history_partitions') THEN
        RAISE 'cannot use limosa.sink_table: expected column history_partitions, found a table of an earlier version; end'
            ' its migrations with that version (limosa clean), then drop schema limosa';
    END IF;
END $$;

-- Dictionaries and lists of words as they were when a table that reads them was begun with.
CREATE TABLE IF NOT EXISTS limosa.resource (
    migration text NOT NULL,
    sha256 text NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (migration, sha256)
);

-- One row a partition of an output topic: the fence. epoch 9223372036854775807 = sealed: nobody may claim it. upstream: JSON, what each history partition behind it has brought.
CREATE TABLE IF NOT EXISTS limosa.sink_offset (
    migration text NOT NULL,
    generation int NOT NULL,
    topic text NOT NULL,
    partition int NOT NULL,
    epoch bigint NOT NULL DEFAULT 0,
    next_offset bigint NOT NULL DEFAULT 0,
    barrier bigint NOT NULL DEFAULT 0,
    sequence bigint NOT NULL DEFAULT 0,
    barrier_at timestamptz,
    applied_at timestamptz,
    snapshot_done boolean NOT NULL DEFAULT false,
    upstream text NOT NULL DEFAULT '',
    owner text,
    backend_pid int,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (migration, generation, topic, partition)
) WITH (fillfactor = 50);

-- A barrier at which all partitions of a topic wait for one another (TRUNCATE), and who has arrived. reset: the table is
-- read again behind it.
CREATE TABLE IF NOT EXISTS limosa.aligned_barrier (
    migration text NOT NULL,
    generation int NOT NULL,
    topic text NOT NULL,
    sequence bigint NOT NULL,
    expected int NOT NULL,
    executed boolean NOT NULL DEFAULT false,
    reset boolean NOT NULL DEFAULT false,
    announced_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (migration, generation, topic, sequence)
);
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'limosa.aligned_barrier'::regclass
                   AND attname = 'announced_at') THEN
        ALTER TABLE limosa.aligned_barrier ADD COLUMN announced_at timestamptz NOT NULL DEFAULT clock_timestamp();
    END IF;
END $$;
CREATE TABLE IF NOT EXISTS limosa.aligned_arrival (
    migration text NOT NULL,
    generation int NOT NULL,
    topic text NOT NULL,
    sequence bigint NOT NULL,
    partition int NOT NULL,
    PRIMARY KEY (migration, generation, topic, sequence, partition)
);

-- Rows that could not be carried to the target yet. barrier: the last one of their partition before them.
CREATE TABLE IF NOT EXISTS limosa.open_row (
    migration text NOT NULL,
    generation int NOT NULL,
    history_topic text NOT NULL,
    key text NOT NULL,
    sequence bigint NOT NULL,
    barrier bigint NOT NULL,
    stage text NOT NULL,
    error text NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (migration, generation, history_topic, key)
);

-- Who carries out commands: the fence of limosa.command. Each claim takes the next epoch; renewed_at is the target's clock.
CREATE TABLE IF NOT EXISTS limosa.control (
    migration text PRIMARY KEY,
    epoch bigint NOT NULL,
    owner text NOT NULL,
    renewed_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- What people asked for. config: the text of the configuration it speaks of, without
-- secrets, for the kinds that change it. message: how far it is, then what came of it.
CREATE TABLE IF NOT EXISTS limosa.command (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    migration text NOT NULL,
    idempotency_key text NOT NULL,
    kind text NOT NULL,
    arguments jsonb NOT NULL CHECK (jsonb_typeof(arguments) = 'object'),
    config text,
    issued_by text NOT NULL,
    issued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    accepted_at timestamptz,
    accepted_by text,
    epoch bigint,
    finished_at timestamptz,
    outcome text CHECK (outcome IN ('done', 'refused', 'failed', 'withdrawn')),
    message text,
    UNIQUE (migration, idempotency_key)
);
CREATE INDEX IF NOT EXISTS command_unfinished ON limosa.command (migration, id) WHERE finished_at IS NULL;

-- What a table was made without, such as a default on a function the target has not.
CREATE TABLE IF NOT EXISTS limosa.left_out (
    migration text NOT NULL,
    table_name text NOT NULL,
    what text NOT NULL,
    PRIMARY KEY (migration, table_name, what)
);

-- Commands that changed which tables there are. While the newest of them is not finished, all stages stand still; then they
-- begin anew with the plan as it is.
CREATE TABLE IF NOT EXISTS limosa.plan_change (
    migration text NOT NULL,
    command bigint NOT NULL,
    PRIMARY KEY (migration, command)
);

-- Tables that were added to a migration that had begun, each with its entry of the configuration (YAML): for replicas
-- whose file does not have it.
CREATE TABLE IF NOT EXISTS limosa.added_table (
    migration text NOT NULL,
    schema_name text NOT NULL,
    table_name text NOT NULL,
    config text NOT NULL,
    added_by text NOT NULL,
    added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (migration, schema_name, table_name)
);

-- What every replica is to keep to, a row a stage that someone has set something for. rate: rows a second.
CREATE TABLE IF NOT EXISTS limosa.control_state (
    migration text NOT NULL,
    stage text NOT NULL CHECK (stage IN ('capture', 'transform', 'sink')),
    paused boolean NOT NULL DEFAULT false,
    rate bigint,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (migration, stage)
);

-- Open rows that a person has given up, with what was known of them: they are wrong in the target, and no longer waited for.
CREATE TABLE IF NOT EXISTS limosa.discarded_row (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    migration text NOT NULL,
    generation int NOT NULL,
    history_topic text NOT NULL,
    key text NOT NULL,
    sequence bigint NOT NULL,
    barrier bigint NOT NULL,
    stage text NOT NULL,
    error text NOT NULL,
    since timestamptz NOT NULL,
    discarded_at timestamptz NOT NULL DEFAULT now(),
    discarded_by text NOT NULL,
    reason text NOT NULL
);

-- The newest watermark of which it is certain that everything the source committed before it is in the target; null if
-- there is none. While a table is read again (reset: from when it was emptied) it is not there, whatever barriers have passed.
CREATE OR REPLACE FUNCTION limosa.proven_barrier(of_migration text, of_generation int) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT least(min(o.barrier), (SELECT min(barrier) FROM limosa.open_row
                                  WHERE migration = of_migration AND generation = of_generation))
    FROM limosa.sink_offset o WHERE migration = of_migration AND generation = of_generation
    HAVING bool_and(o.snapshot_done)
       AND NOT EXISTS (SELECT FROM limosa.aligned_barrier a JOIN limosa.sink_offset o USING (migration, generation, topic)
                       WHERE a.migration = of_migration AND a.generation = of_generation
                         AND a.executed AND a.reset AND o.sequence < a.sequence)
$$;

-- True when everything the source committed before the given watermark is in the target.
CREATE OR REPLACE FUNCTION limosa.proven(of_migration text, of_generation int, watermark bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT coalesce(watermark <= limosa.proven_barrier(of_migration, of_generation), false)
$$;
