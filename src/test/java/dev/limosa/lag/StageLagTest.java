package dev.limosa.lag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class StageLagTest {

    private static StageLag seconds(Double seconds) {
        return new StageLag(seconds, 7L, null, null);
    }

    @Test
    void aStageThatWasLookedAtLaterIsNotFurtherBehindThanTheWhole() {
        assertEquals(seconds(0.9), seconds(3.0).within(seconds(0.9)));
    }

    @Test
    void anyOtherStaysWhatItIs() {
        StageLag stage = seconds(0.2);
        assertSame(stage, stage.within(seconds(0.9)));
        assertSame(stage, stage.within(StageLag.unknown(null, "n/a")));
        StageLag unknown = StageLag.unknown(3L, "n/a");
        assertSame(unknown, unknown.within(seconds(0.9)));
    }
}
