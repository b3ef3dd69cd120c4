package io.github.stosszahl;

import static com.tngtech.archunit.base.DescribedPredicate.doNot;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/** The way through the house: who may know whom, and what physics must not touch. A rule may have no class to judge yet. */
@AnalyzeClasses(packages = ArchitectureTest.HOUSE, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    static final String HOUSE = "io.github.stosszahl";

    /** Each room and the rooms it may import; cli alone may import all, and no one may import cli. */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            entry("math", Set.of()),
            entry("random", Set.of("math")),
            entry("model", Set.of("math")),
            entry("particles", Set.of("model", "math")),
            entry("initial", Set.of("random", "particles", "model", "math")),
            entry("transport", Set.of("particles", "model", "math", "random")),
            entry("collide", Set.of("particles", "model", "math", "random")),
            entry("simulation", Set.of("transport", "collide", "initial", "particles", "random", "model", "math")),
            entry("estimate", Set.of("particles", "model", "math")),
            entry("linearised", Set.of("estimate", "initial", "particles", "random", "model", "math")),
            entry("generic", Set.of("estimate", "collide", "particles", "model", "math")),
            entry("reference", Set.of("math", "model")),
            entry("compare", Set.of("estimate", "reference", "particles", "model", "math")),
            entry("scenario", Set.of("model", "initial")),
            entry("output", Set.of("model", "particles", "estimate", "simulation", "reference", "scenario")),
            entry("report", Set.of("output")),
            entry(
                    "cli",
                    Set.of(
                            "math",
                            "random",
                            "model",
                            "particles",
                            "initial",
                            "transport",
                            "collide",
                            "simulation",
                            "estimate",
                            "generic",
                            "linearised",
                            "reference",
                            "compare",
                            "scenario",
                            "output",
                            "report")));

    private static final String[] PHYSICS = {
        room("math"),
        room("random"),
        room("model"),
        room("particles"),
        room("initial"),
        room("transport"),
        room("collide"),
        room("simulation"),
        room("estimate"),
        room("generic"),
        room("linearised"),
        room("reference"),
        room("compare")
    };

    @ArchTest
    static final ArchRule EVERY_CLASS_LIVES_IN_A_ROOM = classes()
            .should(new ArchCondition<>("live in a room of the table") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!ROOMS.containsKey(roomOf(type))) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " is in no room"));
                    }
                }
            });

    @ArchTest
    static final ArchRule ROOMS_IMPORT_ONLY_WHAT_THE_TABLE_ALLOWS = classes()
            .should(new ArchCondition<>("import only the rooms the table allows") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    Set<String> allowed = ROOMS.getOrDefault(roomOf(type), Set.of());
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        JavaClass target = dependency.getTargetClass().getBaseComponentType();
                        if (target.getPackageName().startsWith(HOUSE)
                                && !roomOf(target).equals(roomOf(type))
                                && !allowed.contains(roomOf(target))) {
                            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                        }
                    }
                }
            });

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching(HOUSE + ".(**)").should().beFreeOfCycles();

    /** Implied by the table; kept apart because splitting (1.1) into flight and collision rests on it. */
    @ArchTest
    static final ArchRule TRANSPORT_DOES_NOT_KNOW_COLLIDE = noClasses()
            .that()
            .resideInAPackage(room("transport"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(room("collide"))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule COLLIDE_DOES_NOT_KNOW_TRANSPORT = noClasses()
            .that()
            .resideInAPackage(room("collide"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(room("transport"))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PHYSICS_KNOWS_NO_FILES_FORMATS_LOGS_OR_CALENDAR = noClasses()
            .that()
            .resideInAnyPackage(PHYSICS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.util.logging..",
                    "java.time..",
                    "tools.jackson..",
                    "com.fasterxml..",
                    "com.networknt..",
                    "de.siegmar..",
                    "io.jhdf..",
                    "picocli..",
                    "me.tongfei..",
                    "org.slf4j..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PHYSICS_DOES_NOT_PRINT = noClasses()
            .that()
            .resideInAnyPackage(PHYSICS)
            .should(ACCESS_STANDARD_STREAMS)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PHYSICS_HAS_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(PHYSICS)
            .should()
            .accessTargetWhere(isMember(System.class, "currentTimeMillis", "nanoTime"))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.Date.class)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_GLOBAL_RANDOMNESS = noClasses()
            .should()
            .accessTargetWhere(isMember(Math.class, "random"))
            .orShould()
            .accessTargetWhere(isMember(StrictMath.class, "random"))
            .orShould()
            .dependOnClassesThat(nameMatching("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)"
                            + "|java\\.security\\.SecureRandom|java\\.util\\.random\\..*")
                    .forSubtype())
            .because("a run is reproducible from its one seed");

    /** Everyone else is handed a UniformRandomProvider. Splitting one makes a generator, so that is left to random too. */
    @ArchTest
    static final ArchRule ONLY_RANDOM_CREATES_GENERATORS = noClasses()
            .that()
            .resideOutsideOfPackage(room("random"))
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.commons.rng..")
                    .and(not(resideInAPackage("org.apache.commons.rng.sampling..")))
                    .and(doNot(nameMatching(
                            ".*\\.(UniformRandomProvider|RestorableUniformRandomProvider" + "|RandomProviderState)"))))
            .orShould()
            .implement(UniformRandomProvider.class)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule JSON_STAYS_AT_THE_EDGE = noClasses()
            .that(not(resideInAnyPackage(room("scenario"), room("output"), room("report"), room("cli"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tools.jackson..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_SCENARIO_VALIDATES_SCHEMAS = noClasses()
            .that()
            .resideOutsideOfPackage(room("scenario"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.networknt..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_CLI_EXITS = noClasses()
            .that()
            .resideOutsideOfPackage(room("cli"))
            .should()
            .accessTargetWhere(isMember(System.class, "exit"))
            .orShould()
            .accessTargetWhere(isMember(Runtime.class, "exit", "halt"))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_CLI_WRITES_TO_STANDARD_OUTPUT = noClasses()
            .that()
            .resideOutsideOfPackage(room("cli"))
            .should()
            .accessField(System.class, "out")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ROOMS_ARE_NAMED_FOR_WHAT_THEY_HOLD = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..",
                    "..utils..",
                    "..common..",
                    "..commons..",
                    "..helper..",
                    "..helpers..",
                    "..manager..",
                    "..managers..")
            .because("such a name says nothing about what belongs there");

    /** A call of the member or a reference such as System::nanoTime, which callMethod would miss. */
    private static DescribedPredicate<JavaAccess<?>> isMember(Class<?> owner, String... names) {
        return DescribedPredicate.describe(
                "the target is " + owner.getSimpleName() + "." + String.join(" or ", names),
                access -> access.getTargetOwner().isEquivalentTo(owner)
                        && List.of(names).contains(access.getTarget().getName()));
    }

    private static String room(String name) {
        return HOUSE + "." + name + "..";
    }

    /** First package segment below the house; empty for the house itself. */
    private static String roomOf(JavaClass type) {
        String rest = type.getPackageName().substring(HOUSE.length());
        return rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0];
    }
}
