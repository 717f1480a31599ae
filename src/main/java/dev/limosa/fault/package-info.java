/**
 * Named places at which a test makes the process die. Compiled in, so that what is tested is what is shipped; off
 * unless {@code LIMOSA_CRASH} names one.
 */
@NullMarked
package dev.limosa.fault;

import org.jspecify.annotations.NullMarked;
