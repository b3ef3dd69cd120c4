/** The command line: the only room that sees all others, puts them together and ends the process. */
package io.github.stosszahl.cli;
