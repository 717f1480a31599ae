/** What passes through a stage, counted and limited: plain numbers that other threads may look at. No dependency. */
@NullMarked
package dev.limosa.flow;

import org.jspecify.annotations.NullMarked;
