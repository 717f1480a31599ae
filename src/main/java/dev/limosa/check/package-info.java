/**
 * Preflight: whether this migration can run on these servers, and what will not come along. Small independent checks
 * that only read; each tells what it looked at, what it expected and found, and what to do.
 */
@NullMarked
package dev.limosa.check;

import org.jspecify.annotations.NullMarked;
