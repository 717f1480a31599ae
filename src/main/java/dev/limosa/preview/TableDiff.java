package dev.limosa.preview;

import dev.limosa.change.Column;
import dev.limosa.change.TableSchema;
import dev.limosa.config.OutputConfig;
import dev.limosa.preview.DiffReport.Example;
import dev.limosa.preview.DiffReport.Group;
import dev.limosa.preview.Side.Outcome;
import dev.limosa.topics.JsonRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes every row of one table in both ways and keeps account. Memory does not grow with the table. For one thread. */
final class TableDiff {

    private static final int TOKENS_OF_AN_EXAMPLE = 20;

    private final TableSchema schema;
    private final Side old;
    private final Side now;
    private final Limits limits;
    private final List<String> common;
    /** Where each of them stands in the two rows. */
    private final int[] fieldsOfOld;

    private final int[] fieldsOfNow;
    /** Where the source's columns that the outputs are made of stand in a row. */
    private final int[] texts;

    private final int[] key;
    private final long[] changedByColumn;
    private final Map<String, long[]> byLanguage = new TreeMap<>();
    private final long[][] byLength = new long[LengthClass.values().length][2];
    private final TokenCounts gained = new TokenCounts();
    private final TokenCounts lost = new TokenCounts();
    private final PriorityQueue<Weighed> worst = new PriorityQueue<>(Comparator.comparingLong(Weighed::weight));
    private final JsonRow source = new JsonRow();
    private long rows;
    private long compared;
    private long changed;
    private long appearing;
    private long vanishing;
    private long failingBefore;
    private long failing;

    record Limits(int examples, int tokens) {}

    private record Weighed(long weight, Example example) {}

    /** @param textColumns the source's columns whose length a row counts by */
    TableDiff(TableSchema schema, Side old, Side now, List<String> textColumns, Limits limits) {
        this.schema = schema;
        this.old = old;
        this.now = now;
        this.limits = limits;
        this.common = old.columns().stream().filter(now.columns()::contains).toList();
        this.fieldsOfOld = places(common, old.columns());
        this.fieldsOfNow = places(common, now.columns());
        this.changedByColumn = new long[common.size()];
        this.texts = places(textColumns, names(schema));
        this.key = places(schema.key(), names(schema));
    }

    private static List<String> names(TableSchema schema) {
        return schema.columns().stream().map(Column::name).toList();
    }

    private static int[] places(List<String> wanted, List<String> all) {
        return wanted.stream().mapToInt(all::indexOf).filter(i -> i >= 0).toArray();
    }

    void row(byte[] json) {
        rows++;
        source.read(json, 0);
        Outcome before = old.make(json);
        Outcome after = now.make(json);
        failingBefore += before == Outcome.FAILED ? 1 : 0;
        failing += after == Outcome.FAILED ? 1 : 0;
        Change change = new Change();
        if (before == Outcome.MADE && after == Outcome.MADE) {
            compare(change);
        }
        boolean different = before != after || !change.isNone();
        appearing += before == Outcome.FILTERED && after == Outcome.MADE ? 1 : 0;
        vanishing += before == Outcome.MADE && after == Outcome.FILTERED ? 1 : 0;
        group(after == Outcome.MADE ? now : before == Outcome.MADE ? old : null, different);
        if (different) {
            changed++;
            keep(before, after, change);
        }
    }

    private void compare(Change change) {
        compared++;
        for (int i = 0; i < common.size(); i++) {
            if (!same(old.row(), fieldsOfOld[i], now.row(), fieldsOfNow[i])) {
                changedByColumn[i]++;
                differ(change, common.get(i), fieldsOfOld[i], fieldsOfNow[i]);
            }
        }
    }

    private static boolean same(JsonRow a, int fieldOfA, JsonRow b, int fieldOfB) {
        return Arrays.equals(
                a.bytes(),
                a.valueStart(fieldOfA),
                a.valueEnd(fieldOfA),
                b.bytes(),
                b.valueStart(fieldOfB),
                b.valueEnd(fieldOfB));
    }

    private void differ(Change change, String column, int then, int here) {
        String before = old.row().text(then);
        String after = now.row().text(here);
        change.add(column, before, after);
        OutputConfig tokensThen = old.tokens(column);
        OutputConfig tokensNow = now.tokens(column);
        if (tokensThen != null && tokensNow != null) {
            change.addTokens(tokensThen, before, tokensNow, after);
        }
    }

    private void group(@Nullable Side made, boolean different) {
        String language = made == null ? null : made.language();
        if (language != null) {
            count(byLanguage.computeIfAbsent(language, l -> new long[2]), different);
        }
        if (texts.length > 0) {
            count(byLength[LengthClass.of(characters()).ordinal()], different);
        }
    }

    private long characters() {
        long characters = 0;
        for (int place : texts) {
            String text = source.text(place);
            characters += text == null ? 0 : text.codePointCount(0, text.length());
        }
        return characters;
    }

    private static void count(long[] group, boolean different) {
        group[0]++;
        group[1] += different ? 1 : 0;
    }

    private void keep(Outcome before, Outcome after, Change change) {
        change.gained().forEach(token -> gained.add(token, 1));
        change.lost().forEach(token -> lost.add(token, 1));
        // A whole row that comes or goes outweighs all that may change in one.
        long weight = before == after ? change.weight() : Long.MAX_VALUE;
        if (limits.examples() > 0
                && (worst.size() < limits.examples() || worst.peek().weight() < weight)) {
            worst.add(new Weighed(weight, example(before, after, change)));
            if (worst.size() > limits.examples()) {
                worst.remove();
            }
        }
    }

    private Example example(Outcome before, Outcome after, Change change) {
        String what = before == after ? "changed" : words(before) + " before, " + words(after) + " now";
        return new Example(
                key(),
                what,
                change.columns(),
                change.characters(),
                change.gained().stream().limit(TOKENS_OF_AN_EXAMPLE).toList(),
                change.lost().stream().limit(TOKENS_OF_AN_EXAMPLE).toList());
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case MADE -> "there";
            case FILTERED -> "left out";
            case FAILED -> "not to be transformed";
        };
    }

    private String key() {
        return Arrays.stream(key)
                .mapToObj(field -> source.name(field) + "=" + source.text(field))
                .collect(Collectors.joining(", "));
    }

    TokenCounts gained() {
        return gained;
    }

    TokenCounts lost() {
        return lost;
    }

    long rows() {
        return rows;
    }

    DiffReport.Table report() {
        List<Example> examples = worst.stream()
                .sorted(Comparator.comparingLong(Weighed::weight).reversed().thenComparing(weighed -> weighed.example()
                        .key()))
                .map(Weighed::example)
                .toList();
        return new DiffReport.Table(
                schema.table(),
                rows,
                changed,
                appearing,
                vanishing,
                failingBefore,
                failing,
                without(now.columns(), old.columns()),
                without(old.columns(), now.columns()),
                columns(),
                groups(byLanguage),
                lengths(),
                gained.most(limits.tokens()),
                lost.most(limits.tokens()),
                examples);
    }

    private static List<String> without(List<String> all, List<String> others) {
        List<String> rest = new ArrayList<>(all);
        rest.removeAll(others);
        return rest;
    }

    private List<Group> columns() {
        return IntStream.range(0, common.size())
                .filter(i -> changedByColumn[i] > 0)
                .mapToObj(i -> new Group(common.get(i), compared, changedByColumn[i]))
                .toList();
    }

    private static List<Group> groups(Map<String, long[]> counted) {
        return counted.entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()[0], entry.getValue()[1]))
                .toList();
    }

    private List<Group> lengths() {
        return IntStream.range(0, byLength.length)
                .filter(i -> byLength[i][0] > 0)
                .mapToObj(i -> new Group(LengthClass.values()[i].words(), byLength[i][0], byLength[i][1]))
                .toList();
    }
}
