/** Composition root: builds the stages from the configuration, starts them in order and stops them in order. */
@NullMarked
package dev.limosa.service;

import org.jspecify.annotations.NullMarked;
