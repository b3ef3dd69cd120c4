/**
 * From a scenario file to model values. {@link io.github.stosszahl.scenario.ScenarioReader} reads JSON with comments,
 * applies the user's overrides, checks the result against the JSON Schema and against the physics, and returns a
 * resolved {@link io.github.stosszahl.scenario.Scenario} or all problems at once, each located by line, column and JSON
 * pointer. All JSON of the product and the reading of its CSV inputs live here.
 *
 * <p>The schema is the single description of the file format: it validates, it words the errors, and
 * docs/scenario-reference.md is generated from it. Beside the keywords of the 2020-12 draft it uses
 *
 * <ul>
 *   <li>{@code x-unit}: the unit of a number, such as {@code velocity};
 *   <li>{@code x-default}: a default that is not one JSON value, in words;
 *   <li>{@code x-expected}: what a value should be, where that is clearer than the keywords.
 * </ul>
 */
package io.github.stosszahl.scenario;
