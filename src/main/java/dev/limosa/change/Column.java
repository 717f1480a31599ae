package dev.limosa.change;

/**
 * A column as the source's catalogue describes it.
 *
 * @param type the type as PostgreSQL's {@code format_type} prints it, with its modifiers: {@code character varying(40)}
 */
public record Column(String name, String type, boolean nullable) {}
