package dev.limosa.text.output;

import dev.limosa.text.TimeLimit;

/** What all steps of one thread have in common. */
record RunContext(TimeLimit limit, ChainRuns chains) {}
