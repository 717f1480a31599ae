package dev.limosa.change;

/** A table's schema and name, exactly as the database's catalogue spells them (unquoted, case kept). */
public record TableId(String schema, String name) implements Comparable<TableId> {

    /** Reads {@code schema.name}; the schema may not hold a dot, the name may. */
    public static TableId parse(String text) {
        int dot = text.indexOf('.');
        if (dot <= 0 || dot == text.length() - 1) {
            throw new IllegalArgumentException(
                    "cannot read table '" + text + "': expected schema.table, found no schema or no name");
        }
        return new TableId(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public int compareTo(TableId other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
