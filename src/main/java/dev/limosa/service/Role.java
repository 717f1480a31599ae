package dev.limosa.service;

/** What a process takes part in. */
public enum Role {
    CAPTURE,
    TRANSFORM,
    SINK,
    ADMIN
}
