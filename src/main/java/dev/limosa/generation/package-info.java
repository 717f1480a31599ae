/**
 * A generation: a numbered run of the transforms over history into a target. Here it is decided which table goes where,
 * how it is applied and what the target must have, and both are made ready.
 */
@NullMarked
package dev.limosa.generation;

import org.jspecify.annotations.NullMarked;
