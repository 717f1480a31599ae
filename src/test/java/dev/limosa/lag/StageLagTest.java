package dev.limosa.lag;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    void aStageOfAnOldReportHasNotMoreRowsAheadThanTheWhole() {
        StageLag whole = new StageLag(0.4, 0L, null, null);
        assertEquals(whole, new StageLag(0.4, 37_684L, null, null).within(whole));
        assertEquals(StageLag.unknown(5L, "n/a"), StageLag.unknown(9L, "n/a").within(StageLag.unknown(5L, "n/a")));
    }

    @Test
    void anyOtherStaysWhatItIs() {
        StageLag stage = seconds(0.2);
        assertEquals(stage, stage.within(seconds(0.9)));
        assertEquals(stage, stage.within(StageLag.unknown(null, "n/a")));
        StageLag unknown = StageLag.unknown(3L, "n/a");
        assertEquals(unknown, unknown.within(seconds(0.9)));
    }
}
