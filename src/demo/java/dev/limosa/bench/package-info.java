/**
 * Measures the whole path, ① to ③, on one table: CPU a row, rows a second, latency and memory, against floors and
 * against a plain binary COPY of the same rows. Never shipped.
 */
@NullMarked
package dev.limosa.bench;

import org.jspecify.annotations.NullMarked;
