package dev.limosa.service;

import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.JdbcUrl;
import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.SourceTables;
import dev.limosa.jdbc.SourceTables.Found;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A first {@code migration.yaml}: all tables of the source, those that can't be migrated commented out with the reason.
 * It never holds a secret.
 *
 * @param listed how many tables it migrates
 * @param leftOut how many are commented out
 */
public record ConfigDraft(String text, int listed, int leftOut) {

    private static final String FORM =
            """
            # A migration. 'limosa schema > migration.schema.json' has your editor check it:
            # yaml-language-server: $schema=./migration.schema.json
            migration: %s

            # Reads the tables and the log; needs wal_level = logical and a role with REPLICATION.
            source:
            %s
            # Makes and writes the tables.
            target:
            %s
            kafka:
              bootstrap-servers: %s
              # properties:                    # for every Kafka client, as they stand
              #   security.protocol: SASL_SSL

            # A table may have, besides:
            #   to: other_schema.other_name
            #   where: {column: lang, in: [zh, en]}
            #   transforms: [{strip-html: [body]}, {nfkc: [body]}, {rename: {title: headline}}, {drop: [note]}]
            tables:
            %s
            # What is not said has its default. The first that are worth a thought:
            # partitions: 8                    # of each history topic; fixed with the first record
            # sink: {tasks: 2}                 # connections that write the target, per replica
            # capture: {slot: %s}
            """;

    /**
     * How to log in to a database.
     *
     * @param url null if it is to be written into the file later
     * @param password as it is written into the file: a reference, or nothing
     */
    public record Login(@Nullable String url, String user, String password, String value) {

        /** A database nobody has named yet. */
        public static Login unknown(String user, String variable) {
            return new Login(null, user, "${env:" + variable + "}", "");
        }

        /**
         * @param variable the environment's, that holds the password; where there is none, none is sent
         * @throws InvalidConfigurationException if the URL can't be used
         */
        public static Login to(String url, String user, String variable, Map<String, String> environment) {
            JdbcUrl.problem(url, url).ifPresent(problem -> {
                throw new InvalidConfigurationException(List.of(problem));
            });
            String value = environment.get(variable);
            return new Login(url, user, value == null ? "" : "${env:" + variable + "}", value == null ? "" : value);
        }

        private String yaml() {
            String comment = url == null ? "   # write its address here\n" : "\n";
            return "  url: " + quoted(url == null ? "jdbc:postgresql://localhost:5432/target" : url) + comment
                    + "  user: " + quoted(user) + "\n"
                    + "  password: " + (password.isEmpty() ? "\"\"   # a password is written as ${env:NAME}" : password)
                    + "\n";
        }

        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /** @throws RefusedException if there is no table that could be migrated */
    public static ConfigDraft of(@Nullable String migration, Login source, Login target, String kafka)
            throws SQLException {
        List<Found> tables = survey(source);
        if (target.url() != null) {
            connect(target, target.url()).close();
        }
        int listed = (int) tables.stream().filter(t -> t.hindrance() == null).count();
        if (listed == 0) {
            throw new RefusedException("cannot find a table to migrate: found " + tables.size()
                    + " tables, none of them logged and with a primary key");
        }
        String name = migration == null ? nameOf(String.valueOf(source.url())) : migration;
        String text = String.format(
                FORM,
                name,
                source.yaml(),
                target.yaml(),
                quoted(kafka),
                entries(tables),
                "limosa_" + name.replace('-', '_'));
        return new ConfigDraft(text, listed, tables.size() - listed);
    }

    private static List<Found> survey(Login source) throws SQLException {
        try (Connection connection = connect(source, String.valueOf(source.url()))) {
            return SourceTables.list(connection);
        }
    }

    private static Connection connect(Login login, String url) throws SQLException {
        try {
            return Databases.connect(new DatabaseConfig(url, login.user(), login.value()), "limosa init");
        } catch (SQLException e) {
            String hint = login.password().isEmpty() ? "; if it asks for a password, export it (see --help)" : "";
            throw new SQLException(e.getMessage() + hint, e.getSQLState(), e);
        }
    }

    private static String entries(List<Found> tables) {
        StringBuilder entries = new StringBuilder();
        for (Found found : tables) {
            String name = quoted(found.table().toString());
            if (found.hindrance() != null) {
                entries.append("  # - table: ").append(name).append("   # ").append(oneLine(found.hindrance()));
            } else {
                entries.append("  - table: ").append(name);
            }
            if (found.advice() != null) {
                entries.append("   # large values: ").append(oneLine(found.advice()));
            }
            entries.append('\n');
        }
        return entries.toString();
    }

    /** The database's name, with what a migration's name can't have replaced. */
    private static String nameOf(String url) {
        String database = url.replaceAll("\\?.*", "").replaceAll(".*/", "");
        String name =
                database.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "migration" : name.substring(0, Math.min(40, name.length()));
    }

    /** As YAML text; without quotes where it needs none. */
    private static String quoted(String text) {
        if (text.matches("[A-Za-z_][A-Za-z0-9_]*\\.[A-Za-z_][A-Za-z0-9_]*")) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (Character.isISOControl(c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
