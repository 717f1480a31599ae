/**
 * What people ask a running migration to do: rows in the target's {@code limosa.command}, carried out by the one
 * replica that holds the control epoch, and the state of each stage that all replicas keep to.
 */
@NullMarked
package dev.limosa.control;

import org.jspecify.annotations.NullMarked;
