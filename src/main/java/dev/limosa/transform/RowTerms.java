package dev.limosa.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.limosa.change.Column;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.OutputConfig;
import dev.limosa.config.TermStatistics;
import dev.limosa.topics.JsonRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a target row, as its own columns tell them: so whoever has the table can count them again. A pure
 * function of the row.
 *
 * <p>A term that is empty, that no text of PostgreSQL's can hold, or that is too long for the index of the table of
 * counts ({@value #LONGEST} bytes of UTF-8 together with its language), is not counted. A row whose column cannot be
 * read as what its type says has no terms: the database will not take it either.
 *
 * <p>An instance holds buffers and belongs to one thread; {@link #newInstance()} makes another.
 */
public final class RowTerms {

    static final int LONGEST = 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private final Place place;
    private final JsonRow row = new JsonRow();

    private enum Form {
        ARRAY,
        JSON,
        JOINED
    }

    /** @param language the field that holds it, -1 if there is none */
    private record Place(int terms, Form form, String separator, int language) {}

    private RowTerms(Place place) {
        this.place = place;
    }

    /**
     * @param columns of the target, in the order of a row's fields
     * @param problems takes what does not fit
     * @return null if something does not fit, or the table has no statistics
     */
    public static @Nullable RowTerms compile(TableConfig table, List<Column> columns, List<String> problems) {
        TermStatistics statistics = table.statistics();
        if (statistics == null) {
            return null;
        }
        int terms = find(statistics.from(), "from", statistics, columns, problems);
        int language = statistics.language() == null
                ? -1
                : find(statistics.language(), "language", statistics, columns, problems);
        Form form = terms < 0 ? null : form(columns.get(terms), statistics, problems);
        if (form == null || language < 0 && statistics.language() != null) {
            return null;
        }
        return new RowTerms(new Place(terms, form, separator(table, statistics), language));
    }

    private static int find(
            String name, String key, TermStatistics statistics, List<Column> columns, List<String> problems) {
        List<String> names = columns.stream().map(Column::name).toList();
        if (!names.contains(name)) {
            problems.add(statistics.place() + ": cannot count the terms of table '" + statistics.to() + "': expected '"
                    + key + "' to name a column of the target, found '" + name + "'; it has " + names);
        }
        return names.indexOf(name);
    }

    private static @Nullable Form form(Column column, TermStatistics statistics, List<String> problems) {
        String type = column.type();
        if (type.matches("(text|character varying|citext)(\\(\\d+\\))?\\[]")) {
            return Form.ARRAY;
        }
        if (type.equals("json") || type.equals("jsonb")) {
            return Form.JSON;
        }
        if (type.matches("(text|character varying|citext)(\\(\\d+\\))?")) {
            return Form.JOINED;
        }
        problems.add(statistics.place() + ": cannot count the terms of column '" + column.name()
                + "': expected type text[], jsonb or text, found " + type);
        return null;
    }

    /** As the output of that name joins them; one blank for a column that is none. */
    private static String separator(TableConfig table, TermStatistics statistics) {
        return table.outputs().stream()
                .filter(output -> output.name().equals(statistics.from()))
                .map(OutputConfig::emit)
                .filter(OutputConfig.Tokens.class::isInstance)
                .map(emit -> ((OutputConfig.Tokens) emit).separator())
                .filter(separator -> !separator.isEmpty())
                .findFirst()
                .orElse(" ");
    }

    /** The same function for another thread; cheap. */
    public RowTerms newInstance() {
        return new RowTerms(place);
    }

    /** @param target a target row as JSON */
    public DocumentTerms of(byte[] target) {
        row.read(target, 0);
        String text = row.text(place.terms());
        if (text == null) {
            return DocumentTerms.NONE;
        }
        String language = place.language() < 0 ? null : row.text(place.language());
        String known = language == null ? "" : language;
        int room = LONGEST - utf8Length(known);
        Set<String> terms = new LinkedHashSet<>();
        boolean readable = read(text, term -> {
            // No character takes more than three bytes: most terms need not be measured.
            if (isStorable(term) && (term.length() * 3 <= room || utf8Length(term) <= room)) {
                terms.add(term);
            }
        });
        return terms.isEmpty() || !readable ? DocumentTerms.NONE : new DocumentTerms(known, terms);
    }

    /** A string of type json may hold what no text of PostgreSQL's can: U+0000, half a character. */
    private static boolean isStorable(String term) {
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            if (c == 0 || Character.isSurrogate(c) && !Character.isSurrogatePair(c, at(term, ++i))) {
                return false;
            }
        }
        return !term.isEmpty();
    }

    private static char at(String term, int index) {
        return index < term.length() ? term.charAt(index) : 0;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** @return whether the text is of the form it should have */
    private boolean read(String text, Consumer<String> terms) {
        return switch (place.form()) {
            case ARRAY -> array(text, terms);
            case JSON -> json(text, terms);
            case JOINED -> joined(text, terms);
        };
    }

    private boolean joined(String text, Consumer<String> terms) {
        int from = 0;
        int to = text.indexOf(place.separator());
        while (to >= 0) {
            terms.accept(text.substring(from, to));
            from = to + place.separator().length();
            to = text.indexOf(place.separator(), from);
        }
        terms.accept(text.substring(from));
        return true;
    }

    private static boolean json(String text, Consumer<String> terms) {
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    terms.accept(parser.getText());
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** PostgreSQL's own text form: {@code {plain,"in \"quotes\"",NULL}}, with bounds before it if they are unusual. */
    private static boolean array(String text, Consumer<String> terms) {
        StringBuilder element = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        for (int i = text.indexOf('{') + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                element.append(text.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
                wasQuoted = true;
            } else if (!quoted && (c == ',' || c == '{' || c == '}')) {
                if (wasQuoted || !element.toString().equalsIgnoreCase("null")) {
                    terms.accept(element.toString());
                }
                element.setLength(0);
                wasQuoted = false;
            } else {
                element.append(c);
            }
        }
        return text.endsWith("}") && !quoted;
    }
}
