/** The commands: parse, call, print, exit code. The only package that prints. */
@NullMarked
package dev.limosa.cli;

import org.jspecify.annotations.NullMarked;
