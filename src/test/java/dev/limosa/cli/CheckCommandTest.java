package dev.limosa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void aCodeThatNoCheckHasIsRefusedBeforeAnythingIsDone() {
        assertEquals(ExitCode.INVALID, check("--fix=TB-206,TB-999"));
        assertTrue(err.toString().contains("unknown check 'TB-999'"), err::toString);
    }

    @Test
    void fixMayStandAlone() {
        assertEquals(ExitCode.INVALID, check("--fix"));
        assertTrue(err.toString().contains("cannot read configuration file"), err::toString);
    }

    private int check(String... arguments) {
        CommandLine command = Main.commandLine().setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 3];
        all[0] = "check";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "-c";
        all[arguments.length + 2] = folder.resolve("missing.yaml").toString();
        return command.execute(all);
    }
}
