package dev.limosa.lag;

/**
 * A place in the stream that lies behind all partitions of a stage.
 *
 * @param watermark the newest barrier before it, which the source wrote at {@code atMicros} by its own clock
 * @param sequence number of the last event before it
 */
public record Passed(long watermark, long sequence, long atMicros) {}
