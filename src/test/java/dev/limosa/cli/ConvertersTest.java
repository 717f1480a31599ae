package dev.limosa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limosa.control.StageSetting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {

    @Test
    void times() {
        DurationConverter times = new DurationConverter();
        assertEquals(Duration.ofMillis(500), times.convert("500ms"));
        assertEquals(Duration.ofSeconds(30), times.convert("30"));
        assertEquals(Duration.ofMinutes(10), times.convert("10m"));
    }

    /** Some took whole seconds only, and refused 60s. */
    @Test
    void everyTimeoutIsWrittenTheSameWay() {
        List<OptionSpec> timeouts = options(Main.commandLine())
                .filter(option -> option.longestName().endsWith("timeout")
                        || option.longestName().equals("--watch"))
                .toList();
        assertFalse(timeouts.isEmpty());
        timeouts.forEach(option -> assertEquals(Duration.class, option.type(), option.longestName()));
    }

    private static Stream<OptionSpec> options(CommandLine command) {
        return Stream.concat(
                command.getCommandSpec().options().stream(),
                command.getSubcommands().values().stream().flatMap(ConvertersTest::options));
    }

    @Test
    void rates() {
        RateConverter rates = new RateConverter();
        assertEquals(5_000, rates.convert("5000/s"));
        assertEquals(5_000, rates.convert("5000"));
        assertEquals(StageSetting.UNLIMITED, rates.convert("none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "5 m", "1.5s", "m", "5min"})
    void noTimes(String text) {
        assertThrows(TypeConversionException.class, () -> new DurationConverter().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5/s", "5000/m", "fast"})
    void noRates(String text) {
        assertThrows(TypeConversionException.class, () -> new RateConverter().convert(text));
    }
}
