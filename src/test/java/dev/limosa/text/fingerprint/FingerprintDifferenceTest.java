package dev.limosa.text.fingerprint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.config.TransformStep;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintDifferenceTest {

    private static Fingerprint of(TransformStep step) {
        return new Fingerprint(1, List.of(step), null, List.of(), Map.of(), Map.of(), Map.of());
    }

    /** The kinds were left out of the list, so that nothing seemed to differ. */
    @Test
    void stepsOfTwoKindsWithTheSameFieldsDiffer() {
        Map<String, String> names = Map.of("a", "b");
        assertEquals(
                List.of("expected transforms [{\"copy\":{\"names\":{\"a\":\"b\"}}}],"
                        + " found [{\"rename\":{\"names\":{\"a\":\"b\"}}}]"),
                of(new TransformStep.Copy(names)).differences(of(new TransformStep.Rename(names))));
    }
}
