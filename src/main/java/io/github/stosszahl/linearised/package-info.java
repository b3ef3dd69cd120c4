/** The linearised equations of Remark 2.1 by signed particles that cancel. */
@org.jspecify.annotations.NullMarked
package io.github.stosszahl.linearised;
