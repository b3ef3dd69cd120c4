/** The files of a run: every file appears under its final name only when it is whole. */
package io.github.stosszahl.output;
