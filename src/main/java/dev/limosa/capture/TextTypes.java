package dev.limosa.capture;

import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.TypeRegistry;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Oid;

/** Types as the decoder of the replication stream sees them: all are {@code text}, so it leaves values as they came. */
final class TextTypes extends TypeRegistry {

    /** Null while the superclass asks itself. */
    private final @Nullable RelationTypes relations;

    TextTypes(PostgresConnection connection, RelationTypes relations) {
        super(connection, Set.of("pg_catalog"));
        this.relations = relations;
    }

    /** The decoder asks once for each column of a relation, in their order. */
    @Override
    public PostgresType get(int oid) {
        if (relations != null) {
            relations.column(oid);
        }
        return super.get(Oid.TEXT);
    }

    @Override
    public PostgresType get(String schema, String name) {
        return super.get(Oid.TEXT);
    }

    @Override
    public PostgresType get(String name) {
        return super.get(Oid.TEXT);
    }
}
