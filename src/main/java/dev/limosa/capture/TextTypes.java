package dev.limosa.capture;

import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.TypeRegistry;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import java.util.Set;
import org.postgresql.core.Oid;

/** Types as the decoder of the replication stream sees them: all are {@code text}, so it leaves values as they came. */
final class TextTypes extends TypeRegistry {

    TextTypes(PostgresConnection connection) {
        super(connection, Set.of("pg_catalog"));
    }

    @Override
    public PostgresType get(int oid) {
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
