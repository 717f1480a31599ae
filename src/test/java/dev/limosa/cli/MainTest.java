package dev.limosa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.config.ConfigSchema;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void anUnknownCommandOrOptionGetsASuggestion() {
        assertEquals(ExitCode.INVALID, run("rnu"));
        assertTrue(err.toString().contains("limosa: unknown command 'rnu'; did you mean 'run'?"), err.toString());
        assertEquals(ExitCode.INVALID, run("run", "--rolse", "sink"));
        assertTrue(
                err.toString().contains("limosa: unknown option '--rolse'; did you mean '--roles'?"), err.toString());
        assertEquals(ExitCode.INVALID, run("run", "--roles", "snk"));
        assertTrue(err.toString().contains("CAPTURE, TRANSFORM, SINK, ADMIN"), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
        assertEquals("", out.toString(), "stdout is for answers");
    }

    @Test
    void aConfigurationThatCannotBeUsedIsTold() throws Exception {
        Path file = Files.writeString(folder.resolve("m.yaml"), "migration: shop\nsnk: 1\n");
        assertEquals(ExitCode.INVALID, run("run", "-c", file.toString(), "--set", "sink.tasks=x"));
        assertTrue(err.toString().contains(file + ":2:1: unknown key 'snk'; did you mean 'sink'?"), err.toString());
        assertTrue(err.toString().contains("--set sink.tasks: expected a number"), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void aStackTraceIsOnlyPrintedWhenAskedFor() throws Exception {
        String missing = folder.resolve("none.yaml").toString();
        assertEquals(ExitCode.INVALID, run("run", "-v", "-c", missing));
        assertTrue(err.toString().contains("\tat "), err.toString());
        assertEquals(ExitCode.INVALID, run("-v", "run", "-c", missing));
    }

    @Test
    void initDoesNotWriteOverAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("m.yaml"), "mine");
        assertEquals(
                ExitCode.REFUSED,
                run(
                        "init",
                        "--source-url",
                        "jdbc:postgresql://127.0.0.1:1/x",
                        "--source-user",
                        "u",
                        "-f",
                        file.toString()));
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void initDoesNotRepeatAPasswordInAUrl() {
        String file = folder.resolve("m.yaml").toString();
        assertEquals(
                ExitCode.INVALID,
                run(
                        "init",
                        "--source-url",
                        "jdbc:mysql://u:canary@h/x?password=canary",
                        "--source-user",
                        "u",
                        "-f",
                        file));
        assertTrue(err.toString().contains("cannot use a URL with a password in it"), err.toString());
        assertFalse(err.toString().contains("canary"), err.toString());
    }

    /** It said nothing but the path. */
    @Test
    void aFileThatCannotBeUsedIsToldWithTheReason() {
        assertEquals(
                "cannot use '/no/file': there is no such file or folder",
                ErrorPrinter.message(new NoSuchFileException("/no/file")));
        assertEquals("cannot use '/a': permission denied", ErrorPrinter.message(new AccessDeniedException("/a")));
    }

    @Test
    void timeoutOfStatusWithoutSomethingToWaitForIsWrong() throws Exception {
        Typed typed = Typed.run(
                "status", "-c", Typed.config(folder, "tables: [{table: a.b}]").toString(), "--timeout", "5s");
        assertEquals(2, typed.exitCode(), typed.err());
    }

    /** It became a second without a word. */
    @Test
    void statusIsNotWatchedMoreOftenThanItIsLookedAt() throws Exception {
        String config = Typed.config(folder, "tables: [{table: a.b}]").toString();
        Typed typed = Typed.run("status", "-c", config, "--watch=0");
        assertEquals(2, typed.exitCode(), typed.err());
        assertTrue(typed.err().contains("expected 1s or more, found 0ms"), typed.err());
    }

    @Test
    void theSchemaIsPrinted() {
        assertEquals(ExitCode.OK, run("schema"));
        assertEquals(ConfigSchema.text(), out.toString());
    }

    @Test
    void everyReasonIsSaidOnce() {
        Throwable root = new IllegalStateException("no route");
        assertEquals("cannot do it: no route", ErrorPrinter.message(new RuntimeException("cannot do it", root)));
        assertEquals("no route", ErrorPrinter.message(new ExecutionException(root)));
        assertEquals("no route", ErrorPrinter.message(new RuntimeException(root)));
        assertEquals("cannot: no route", ErrorPrinter.message(new RuntimeException("cannot: no route", root)));
        assertEquals("it is so: no route", ErrorPrinter.message(new RuntimeException("it is so.", root)));
        assertEquals("NullPointerException", ErrorPrinter.message(new NullPointerException()));
    }

    @Test
    void everyCommandCanExplainItself() {
        for (CommandLine command : Main.commandLine().getSubcommands().values()) {
            assertTrue(command.getUsageMessage().contains("--help"), command.getCommandName());
            assertTrue(command.getUsageMessage().contains("--verbose"), command.getCommandName());
        }
    }
}
