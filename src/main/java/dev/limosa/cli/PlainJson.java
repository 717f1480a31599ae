package dev.limosa.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Jackson with nothing set. In a class of its own because the classes of all commands are loaded whenever one is
 * started, and making this takes a twentieth of a start.
 */
final class PlainJson {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PlainJson() {}
}
