package dev.limosa.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.Suggestion;
import dev.limosa.config.TextConfig;
import dev.limosa.preview.LineTransform;
import dev.limosa.text.Tokens;
import dev.limosa.text.analysis.ChainRun;
import dev.limosa.text.output.TextEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes of each line what a chain or an output makes of it. */
@Command(
        name = "run",
        description = {
            "Read texts from stdin, one a line, and write to stdout what a chain or an output makes of each, one a line:"
                    + " tokens with one space between (one that holds a blank looks like two), an empty line for nothing.",
            "UTF-8 in and out. What separates lines inside a result becomes a space; -o json writes each result as a JSON"
                    + " string or array instead, to the letter.",
            "A line that fails is named on stderr, with its number, and an empty line written for it."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every line has its result",
            "1:a line failed",
            "2:no such chain, table, output or column, or a configuration that can't be used"
        })
final class TransformRunCommand implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--chain",
            paramLabel = "NAME",
            description = "a chain; one that is built in needs no configuration")
    private @Nullable String chain;

    @Option(
            names = "--table",
            paramLabel = "SCHEMA.TABLE",
            converter = TableConverter.class,
            description = "a table of the configuration; its transforms come before the output")
    private @Nullable TableId table;

    @Option(names = "--output", paramLabel = "NAME", description = "an output of that table")
    private @Nullable String wanted;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description =
                    "the source column that a line stands for, if the output is made of several; the others are null")
    private @Nullable String from;

    @Option(
            names = {"-o", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private OutputOption.Format format = OutputOption.Format.TEXT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What becomes of a text: a string, a list of strings, or null. */
    private interface Maker extends Function<String, @Nullable Object> {}

    @Override
    public Integer call() throws IOException {
        Maker maker = maker();
        TextLines lines = new TextLines(System.in, System.out);
        long failed = 0;
        while (lines.next()) {
            try {
                lines.write(written(maker.apply(lines.text())));
            } catch (RuntimeException e) {
                failed++;
                lines.write("");
                spec.commandLine().getErr().println("limosa: line " + lines.number() + ": " + ErrorPrinter.message(e));
            }
        }
        lines.flush();
        return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private @Nullable String written(@Nullable Object result) {
        if (format == OutputOption.Format.JSON) {
            try {
                return onOneLine(JSON.writeValueAsString(result));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("expected a result that can be JSON, found none", e);
            }
        }
        return result instanceof List<?> tokens ? String.join(" ", tokens.toArray(String[]::new)) : (String) result;
    }

    /** What some programs take for the end of a line, and JSON does not: it stands in strings only. */
    private static String onOneLine(String json) {
        return json.replace("\u0085", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    private Maker maker() {
        boolean ofTable = table != null && wanted != null;
        if (chain != null ? table != null || wanted != null || from != null : !ofTable) {
            throw usage("expected either --chain NAME, or --table SCHEMA.TABLE and --output NAME");
        }
        return chain != null ? analyzing(chain) : transforming();
    }

    private Maker analyzing(String name) {
        TextEngine text = engineWith(name);
        if (!text.chains().has(name)) {
            throw usage("unknown chain '" + name + "'; "
                    + Suggestion.among(name, text.chains().names()));
        }
        ChainRun run = text.chains().chain(name).newRun();
        Tokens tokens = new Tokens();
        return line -> {
            run.analyze(line, tokens);
            return tokens.toList();
        };
    }

    /** What is built in needs no file; whoever has none is told what that is. */
    private TextEngine engineWith(String name) {
        boolean named = spec.commandLine().getParseResult().hasMatchedOption("--config");
        TextEngine builtIn = TextEngine.of(TextConfig.NONE);
        if (!named && builtIn.chains().has(name)) {
            return builtIn;
        }
        if (!named && Files.notExists(config.file())) {
            throw usage("unknown chain '" + name + "'; expected one of "
                    + builtIn.chains().names() + ", which are built in, or -c FILE with one of that name");
        }
        return TextEngine.of(config.read().text());
    }

    private Maker transforming() {
        MigrationConfig migration = config.read();
        TextEngine text = TextEngine.of(migration.text());
        LineTransform transform;
        try {
            transform = new LineTransform(
                    ConfiguredTable.find(migration, requireNonNull(table), spec.commandLine()),
                    text,
                    requireNonNull(wanted),
                    from);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        return transform.makesTokens() ? transform::tokens : transform::apply;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
