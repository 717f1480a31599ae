/** Connections to source and target, and the SQL that differs from database to database. */
@NullMarked
package dev.limosa.jdbc;

import org.jspecify.annotations.NullMarked;
