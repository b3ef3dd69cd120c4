/** How fast the collision engine is, beside what the machine could do at best. Not part of the product: built by scripts/bench only. */
package io.github.stosszahl.bench;
