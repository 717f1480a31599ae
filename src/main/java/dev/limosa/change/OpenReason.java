package dev.limosa.change;

/** Why a row is open: which stage could not carry it on, and what was in the way. Never holds a value of the row. */
public record OpenReason(String stage, String error) {}
