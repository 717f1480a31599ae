package dev.limosa.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LauncherTest {

    @Test
    void theBenchmarkRunsWithTheOptionsThatTheLauncherGives() {
        String options = Launcher.jvmOptions();
        assertTrue(options.contains("-Xmx"), options);
        assertFalse(options.contains("$"), options);
    }

    @Test
    void variablesAreFilledIn() {
        assertEquals(
                "-XX:+UseX -Xmx1g -XX:A=1 -XX:B=2",
                Launcher.jvmOptions(
                        """
                        collector="-XX:+UseX"
                        compiler="-XX:A=1"
                        compiler="$compiler -XX:B=2"
                        jvm_options="-Xmx1g $compiler"
                        """));
    }
}
