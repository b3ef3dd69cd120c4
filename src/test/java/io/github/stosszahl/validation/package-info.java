/**
 * The long comparisons of whole runs with exact solutions and with published and independent results, run by {@code mvn -B verify -Pvalidation} only. Every
 * test writes what it measured to target/validation before it judges it; docs/validation.md holds those tables.
 */
package io.github.stosszahl.validation;
