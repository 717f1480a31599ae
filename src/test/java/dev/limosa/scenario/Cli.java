package dev.limosa.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a command answered: as typed in a shell, but in this JVM. */
record Cli(int exitCode, String out, String err) {

    static Cli run(Rig rig, String... arguments) throws Exception {
        return run(rig.config(), arguments);
    }

    static Cli run(Path config, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-c", withoutPassword(config).toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Cli(exitCode, out.toString(), err.toString());
    }

    /** The embedded servers ask for none, and the environment of this JVM can't be set. */
    static Path withoutPassword(Path config) throws Exception {
        String yaml = Files.readString(config).replace("${env:RIG_PASSWORD}", "");
        return Files.writeString(config.resolveSibling("in-this-jvm.yaml"), yaml);
    }

    JsonNode json() throws Exception {
        return JsonMapper.builder().build().readTree(out);
    }
}
