package dev.limosa.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a command made of its arguments and of what it read from stdin. */
record Typed(int exitCode, String out, String err) {

    private static final String HEAD =
            """
            migration: m
            source: {url: "jdbc:postgresql://a:1/x", user: u}
            target: {url: "jdbc:postgresql://b:1/y", user: u}
            kafka: {bootstrap-servers: "k:1"}
            """;

    /** @param parts of the configuration, beside the servers */
    static Path config(Path folder, String parts) throws Exception {
        return Files.writeString(folder.resolve("migration.yaml"), HEAD + parts);
    }

    static Typed run(String... arguments) throws Exception {
        return read(new byte[0], arguments);
    }

    static Typed read(String stdin, String... arguments) throws Exception {
        return read(stdin.getBytes(StandardCharsets.UTF_8), arguments);
    }

    /** Of this JVM's own streams, too: what is read and written as bytes goes past picocli. */
    static synchronized Typed read(byte[] stdin, String... arguments) throws Exception {
        InputStream in = System.in;
        PrintStream out = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringWriter answer = new StringWriter();
        StringWriter err = new StringWriter();
        System.setIn(new ByteArrayInputStream(stdin));
        System.setOut(new PrintStream(bytes, false, StandardCharsets.US_ASCII));
        try {
            int exitCode = Main.commandLine()
                    .setOut(new PrintWriter(answer, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(arguments);
            return new Typed(exitCode, answer + bytes.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setIn(in);
            System.setOut(out);
        }
    }
}
