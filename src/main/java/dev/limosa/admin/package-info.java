/** HTTP for people and probes. No logic of its own. */
@NullMarked
package dev.limosa.admin;

import org.jspecify.annotations.NullMarked;
