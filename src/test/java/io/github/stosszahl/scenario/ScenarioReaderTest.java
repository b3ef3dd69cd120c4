package io.github.stosszahl.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.GridDistribution;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.MixtureDistribution;
import io.github.stosszahl.model.PowerAngle;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.model.TabulatedAngle;
import io.github.stosszahl.model.TabulatedRate;
import io.github.stosszahl.model.UniformShell;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.model.VssAngle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioReaderTest {
    private static final String BKW = "{\"type\": \"bkw\", \"density\": 1.0, \"temperature\": 2.0, \"R\": 0.2}";
    private static final String POWER_LAW = "{\"type\": \"power-law\", \"coefficient\": 1.0, \"exponent\": 0.0}";

    @TempDir
    Path directory;

    private ScenarioFolder folder;

    @BeforeEach
    void createFolder() {
        folder = new ScenarioFolder(directory);
    }

    @Test
    void defaultsAreFilledIn() throws ScenarioException {
        Scenario scenario = folder.read(ScenarioFolder.BASE);
        assertThat(scenario.name()).isEqualTo("case");
        assertThat(scenario.title()).isEqualTo("case");
        assertThat(scenario.seed()).isEqualTo(1);
        assertThat(scenario.replicas()).isEqualTo(1);
        assertThat(scenario.step()).isEmpty();
        assertThat(scenario.outputTimes()).hasSize(41).startsWith(0, 0.25, 0.5).endsWith(10);
        assertThat(scenario.output().particleTimes()).isEmpty();
        assertThat(scenario.output().density()).isEmpty();
        assertThat(scenario.warnings()).isEmpty();
        assertThat(scenario.mixture().boltzmannConstant()).isEqualTo(1);
        assertThat(scenario.mixture().pairs())
                .extracting(CollidingPair::first, CollidingPair::second)
                .containsExactly(tuple(0, 0), tuple(0, 1), tuple(1, 1));
        assertThat(scenario.mixture().kernel(1, 0).orElseThrow().angle()).hasValue(new IsotropicAngle(3));
        assertThat(scenario.resolvedJson())
                .contains(
                        "\"title\": \"case\"",
                        "\"seed\": 1,",
                        "\"units\": \"dimensionless\"",
                        "\"equation\": \"boltzmann\"",
                        "\"statistics\": \"maxwell\"",
                        "\"velocity\": [ 0.0, 0.0, 0.0 ]",
                        "\"angle\": {\n      \"type\": \"isotropic\"",
                        "\"type\": \"homogeneous\"",
                        "\"outputs\": 41",
                        "\"fisher\": false",
                        "\"replicas\": 1");
    }

    @Test
    void statisticsAndOccupationCells() throws ScenarioException {
        Scenario base = folder.read(ScenarioFolder.BASE);
        assertThat(base.mixture().species().get(1)).isEqualTo(new Species("heavy", 8));
        assertThat(base.occupation().cellSize()).isEmpty();
        Scenario scenario = folder.read(ScenarioFolder.changed(
                        "\"mass\": 8.0", "\"mass\": 8.0, \"statistics\": \"bose\", \"quantumParameter\": 0.25")
                .replace("\"time\"", "\"occupation\": {\"cellSize\": 0.5}, \"time\""));
        assertThat(scenario.mixture().species().get(1)).isEqualTo(new Species("heavy", 8, Statistics.BOSE, 0.25));
        assertThat(scenario.occupation().cellSize()).hasValue(0.5);
        assertThat(scenario.resolvedJson())
                .contains("\"statistics\": \"bose\"", "\"quantumParameter\": 0.25", "\"cellSize\": 0.5");
    }

    /** In three dimensions n q = (2 pi T/m)^(3/2) F_(3/2): at z = 0.5 by its series. */
    @Test
    void quantumInitialData() throws ScenarioException {
        double series = 0;
        for (int k = 1; k < 60; k++) {
            series += Math.pow(0.5, k) / Math.pow(k, 1.5);
        }
        String given = "{\"type\": \"bose-einstein\", \"density\": 3, \"fugacity\": 0.5}, \"statistics\": \"bose\"";
        EquilibriumDistribution f = (EquilibriumDistribution)
                folder.read(ScenarioFolder.changed(BKW, given)).species().get(1).distribution();
        assertThat(f.variance()).isCloseTo(Math.pow(3 / series, 2.0 / 3) / (2 * Math.PI), within(1e-12));
        double temperature = 8 * f.variance();
        EquilibriumDistribution g = (EquilibriumDistribution) folder.read(ScenarioFolder.changed(
                        BKW, given.replace("\"fugacity\": 0.5", "\"temperature\": " + temperature)))
                .species()
                .get(1)
                .distribution();
        assertThat(g.logFugacity()).isCloseTo(Math.log(0.5), within(1e-12));
    }

    /** q f = 1 - c/2 up to c = 2: n q = 4 pi (8/3 - 2) = 8 pi/3. */
    @Test
    void isotropicProfileInOccupations() throws ScenarioException, IOException {
        Files.writeString(directory.resolve("p.csv"), "speed,f\n0,1\n2,0\n");
        String given = "{\"type\": \"isotropic\", \"file\": \"p.csv\"}";
        String fermi = ", \"statistics\": \"fermi\", \"quantumParameter\": 0.25";
        VelocityDistribution f = folder.read(ScenarioFolder.changed(BKW, given + fermi))
                .species()
                .get(1)
                .distribution();
        assertThat(f.density()).isCloseTo(4 * 8 * Math.PI / 3, within(1e-12));
        // <c^2> = (32/5 - 32/6)/(2/3)
        assertThat(f.covariance()[0][0]).isCloseTo(8.0 / 15, within(1e-12));
        assertThat(f.probabilityDensity(new double[] {1, 0, 0}).getAsDouble())
                .isCloseTo(3 / (16 * Math.PI), within(1e-15));
        String dense = given.replace("}", ", \"density\": 3}");
        assertThat(folder.read(ScenarioFolder.changed(BKW, dense))
                        .species()
                        .get(1)
                        .distribution()
                        .density())
                .isCloseTo(3, within(1e-12));
        assertThat(folder.problems(ScenarioFolder.changed(BKW, dense + fermi)))
                .singleElement()
                .asString()
                .contains(
                        "/species/1/initial/density: 3 is not allowed; expected no density, or that of the occupations");
    }

    @Test
    void distributionsHaveTheThermalVariancesOfTheirTemperature() throws ScenarioException {
        Scenario scenario = folder.read(ScenarioFolder.changed("\"temperature\": 1.0", "\"temperature\": [1, 2, 3]"));
        Maxwellian light = (Maxwellian) scenario.species().get(0).distribution();
        assertThat(light.variance()).containsExactly(1, 2, 3);
        assertThat(scenario.species().get(0).weight()).isEqualTo(1.0 / 1000);
        // K = T/(1 + 2R) = 2/1.4, variance K/m with m = 8
        Bkw heavy = (Bkw) scenario.species().get(1).distribution();
        assertThat(heavy.variance()).isCloseTo(2 / 1.4 / 8, within(1e-16));
        assertThat(heavy.covariance()[0][0]).isCloseTo(2.0 / 8, within(1e-15));
    }

    @Test
    void siUnitsBringTheBoltzmannConstant() throws ScenarioException {
        Scenario scenario = folder.read(ScenarioFolder.changed(
                "\"species\": [",
                "\"units\": \"SI\", \"species\": [",
                "\"mass\": 1.0",
                "\"mass\": 6.63e-26",
                "\"mass\": 8.0",
                "\"mass\": 1.391e-25",
                "\"temperature\": 1.0",
                "\"temperature\": 273"));
        assertThat(scenario.mixture().boltzmannConstant()).isEqualTo(1.380649e-23);
        Maxwellian argon = (Maxwellian) scenario.species().get(0).distribution();
        // 1.380649e-23 * 273 / 6.63e-26 by hand
        assertThat(argon.variance()[0]).isCloseTo(56850.2529411765, within(1e-9));
    }

    /**
     * sigma(r) = pi D^2 (2 k_B T_ref/(m_r r^2))^(omega - 1/2)/Gamma(5/2 - omega) for argon and krypton, Bird 1994
     * (4.63): computed with 25 digits (mpmath) from m = 6.63e-26 and 1.391e-25 kg, D = 4.40e-10 m, omega = 0.805, T_ref
     * = 273 K.
     */
    @Test
    void softSpheresOfArgonAndKryptonBecomePowerLaws() throws ScenarioException {
        String vss =
                "{\"type\": \"vss\", \"diameter\": 4.40e-10, \"omega\": 0.805, \"referenceTemperature\": 273, \"alpha\": 1.32}";
        Scenario scenario = folder.read(ScenarioFolder.changed(
                "\"species\": [",
                "\"units\": \"SI\", \"species\": [",
                "\"mass\": 1.0",
                "\"mass\": 6.63e-26",
                "\"mass\": 8.0",
                "\"mass\": 1.391e-25",
                POWER_LAW,
                vss));
        PowerLaw law = (PowerLaw) scenario.mixture().kernel(0, 1).orElseThrow().rate();
        assertThat(law.exponent()).isCloseTo(0.39, within(1e-15));
        assertThat(law.alpha(400)).isCloseTo(2.719892949588075944956e-16, within(1e-29));
        // at r^2 = 2 k_B T_ref/m_r the cross-section is pi D^2/Gamma(5/2 - omega)
        double r = 409.7489535651964;
        assertThat(law.alpha(r) / r).isCloseTo(6.700581967639397e-19, within(1e-32));
        assertThat(scenario.mixture().kernel(0, 1).orElseThrow().angle()).hasValue(new VssAngle(1.32));
        // the reduced mass is that of each pair: sigma scales as m_r^-(omega - 1/2), for two argon atoms m_r = m/2
        PowerLaw like = (PowerLaw) scenario.mixture().kernel(0, 0).orElseThrow().rate();
        double ratio = (6.63e-26 / 2) / (6.63e-26 * 1.391e-25 / (6.63e-26 + 1.391e-25));
        assertThat(like.coefficient() / law.coefficient()).isCloseTo(Math.pow(ratio, -0.305), within(1e-14));
        assertThat(scenario.resolvedJson()).contains("\"angle\": {\n      \"type\": \"vss\",\n      \"alpha\": 1.32");
    }

    @Test
    void laterEntriesReplaceEarlierOnesInEitherOrder() throws ScenarioException {
        Scenario scenario = folder.read(
                ScenarioFolder.changed(
                        POWER_LAW + "}",
                        POWER_LAW + ", \"angle\": {\"type\": \"power\", \"nu\": 0.5}},\n"
                                + "{\"pair\": [\"heavy\", \"light\"], \"rate\": {\"type\": \"hard-sphere\", \"diameter\": 0.6}}"));
        assertThat(scenario.mixture().kernel(0, 0).orElseThrow().angle()).hasValue(new PowerAngle(0.5, 0));
        assertThat(scenario.mixture().kernel(0, 1).orElseThrow().rate()).isEqualTo(PowerLaw.hardSphere(3, 0.6));
        assertThat(scenario.mixture().kernel(0, 1).orElseThrow().angle()).hasValue(new IsotropicAngle(3));
        assertThat(scenario.mixture().pairs()).hasSize(3);
    }

    @Test
    void pairsThatNobodyNamesDoNotCollide() throws ScenarioException {
        Scenario scenario = folder.read(ScenarioFolder.changed("[\"*\", \"*\"]", "[\"heavy\", \"light\"]"));
        assertThat(scenario.mixture().pairs())
                .singleElement()
                .satisfies(
                        pair -> assertThat(List.of(pair.first(), pair.second())).containsExactly(0, 1));
        assertThat(scenario.mixture().kernel(1, 1)).isEmpty();
    }

    @Test
    void softPotentialsGetACutoffFromTheThermalSpeedOfTheirPair() throws ScenarioException {
        Scenario scenario = folder.read(ScenarioFolder.changed(
                "\"exponent\": 0.0",
                "\"exponent\": -1",
                "\"temperature\": 1.0",
                "\"temperature\": 1.0, \"velocity\": [3, 0, 0]"));
        // variances 1 and 2/8; |u_i - u_j|^2/d = 3
        assertThat(((PowerLaw) scenario.mixture().kernel(0, 0).orElseThrow().rate()).cutoff())
                .isCloseTo(0.05 * Math.sqrt(2), within(1e-15));
        assertThat(((PowerLaw) scenario.mixture().kernel(0, 1).orElseThrow().rate()).cutoff())
                .isCloseTo(0.05 * Math.sqrt(4.25), within(1e-15));
        assertThat(((PowerLaw) scenario.mixture().kernel(1, 1).orElseThrow().rate()).cutoff())
                .isCloseTo(0.05 * Math.sqrt(0.5), within(1e-15));
    }

    @Test
    void outputTimesTakeInThoseOfTheFiles() throws ScenarioException {
        Scenario scenario = folder.read(ScenarioFolder.changed(
                "10.0}",
                "1, \"step\": 0.01, \"outputTimes\": [0.1, 0.3]},"
                        + " \"output\": {\"particles\": [0.30000000000000004, 0.2], \"density\": {\"times\": [1], \"bins\": 8,"
                        + " \"lower\": [-1, -2, -3], \"upper\": [1, 2, 3]}}"));
        assertThat(scenario.outputTimes()).containsExactly(0, 0.1, 0.2, 0.3, 1);
        assertThat(scenario.output().particleTimes()).containsExactly(0.2, 0.3);
        assertThat(scenario.step()).isEqualTo(OptionalDouble.of(0.01));
        DensityPlan density = scenario.output().density().orElseThrow();
        assertThat(density.times()).containsExactly(1);
        assertThat(density.bins()).isEqualTo(8);
        assertThat(density.box().orElseThrow().lower()).containsExactly(-1, -2, -3);
        assertThat(density.box().orElseThrow().upper()).containsExactly(1, 2, 3);
    }

    @Test
    void commentsAndIntegersWithExponentsAreRead() throws ScenarioException {
        Scenario scenario = folder.read(ScenarioFolder.changed(
                "\"time\"",
                "// one line\n/* or\n more */ \"seed\": -9223372036854775807, \"time\"",
                "\"particles\": 1000",
                "\"particles\": 2e5"));
        assertThat(scenario.seed()).isEqualTo(-9223372036854775807L);
        assertThat(scenario.species().get(0).particles()).isEqualTo(200_000);
    }

    @Test
    void overridesReplaceAndAddValuesInTheirOrder() throws ScenarioException {
        Scenario scenario = folder.read(
                ScenarioFolder.BASE,
                "/species/0/particles=5",
                "/species/0/particles=6",
                "/title=a = b",
                "/species/1/initial={\"type\": \"ball\", \"density\": 2, \"radius\": 3}",
                "/species/1/initial/radius=4");
        assertThat(scenario.species().get(0).particles()).isEqualTo(6);
        assertThat(scenario.title()).isEqualTo("a = b");
        assertThat((UniformShell) scenario.species().get(1).distribution())
                .usingRecursiveComparison()
                .isEqualTo(new UniformShell(2, new double[3], 0, 4));

        Overrides options = new Overrides(
                List.of(new Overrides.Setting("/seed", "3")), OptionalLong.of(9007199254740993L), OptionalInt.of(4));
        Scenario replicated = ScenarioReader.read(directory.resolve("case.json"), options);
        assertThat(replicated.seed()).isEqualTo(9007199254740993L);
        assertThat(replicated.replicas()).isEqualTo(4);
    }

    @Test
    void aSettingNeedsAPointerAndAValue() {
        assertThat(Overrides.Setting.parse("/a/b=c=d")).isEqualTo(new Overrides.Setting("/a/b", "c=d"));
        assertThatThrownBy(() -> Overrides.Setting.parse("seed=3")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Overrides.Setting.parse("/seed")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void particlesAreReadWithTheirWeights() throws ScenarioException {
        folder.with("data.csv", "x,vy,vx,vz,weight\r\n9,2,1,3,0.5\r\n\r\n9,5,4,-6e0,1.5\r\n");
        Scenario scenario = folder.read(
                ScenarioFolder.changed(BKW, "{\"type\": \"particles\", \"file\": \"data.csv\", \"density\": 4}"));
        EmpiricalDistribution ensemble =
                (EmpiricalDistribution) scenario.species().get(1).distribution();
        assertThat(ensemble)
                .usingRecursiveComparison()
                .isEqualTo(new EmpiricalDistribution(new double[][] {{1, 4}, {2, 5}, {3, -6}}, new double[] {1, 3}));
        assertThat(scenario.species().get(1).particles()).isEqualTo(1000);
        assertThat(scenario.warnings())
                .containsExactly(
                        "data.csv: columns x are ignored, since the gas is homogeneous",
                        "species heavy: its 1000 particles are resampled from the 2 rows of data.csv, since the numbers differ");
    }

    @Test
    void theNumberOfParticlesIsThatOfTheRowsByDefault() throws ScenarioException {
        folder.with("data.csv", "vx,vy,vz\n1,2,3\n4,5,6\n");
        Scenario scenario = folder.read(ScenarioFolder.changed(
                "\"mass\": 8.0, \"particles\": 1000",
                "\"mass\": 8.0",
                BKW,
                "{\"type\": \"particles\", \"file\": \"data.csv\", \"density\": 4}"));
        assertThat(scenario.species().get(1).particles()).isEqualTo(2);
        assertThat(scenario.species().get(1).weight()).isEqualTo(2);
        assertThat(scenario.warnings()).isEmpty();
    }

    @Test
    void aDensityIsReadFromRowsInAnyOrderOnANonUniformGrid() throws ScenarioException {
        // f = 1 at vx = 0, 2 at vx = 1, 4 at vx = 3; edges in vx -0.5, 0.5, 2, 4 and in vy -1, 1, 3
        folder.with("data.csv", "f,stderr,vx,vy\n4,,3,2\n1,,0,0\n2,,1,2\n4,,3,0\n1,,0,2.0000000000000004\n2,,1,0\n");
        String text = ScenarioFolder.changed(
                "Dimension\": 3",
                "Dimension\": 2",
                BKW,
                "{\"type\": \"density\", \"values\": \"averages\", \"file\": \"data.csv\"}");
        GridDistribution grid =
                (GridDistribution) folder.read(text).species().get(1).distribution();
        assertThat(grid)
                .usingRecursiveComparison()
                .isEqualTo(new GridDistribution(
                        new double[][] {{-0.5, 0.5, 2, 4}, {-1, 1, 3}}, new double[] {1, 1, 2, 2, 4, 4}));
        // 2 * 2 * (1 * 1 + 1.5 * 2 + 2 * 4) = 48
        assertThat(grid.density()).isEqualTo(48);
        VelocityDistribution scaled = folder.read(text, "/species/1/initial/density=3")
                .species()
                .get(1)
                .distribution();
        assertThat(scaled.density()).isCloseTo(3, within(1e-14));
        VelocityDistribution points = folder.read(text, "/species/1/initial/values=points")
                .species()
                .get(1)
                .distribution();
        assertThat(points)
                .usingRecursiveComparison()
                .isEqualTo(GridDistribution.ofPointValues(
                        new double[][] {{-0.5, 0.5, 2, 4}, {-1, 1, 3}}, new double[] {1, 1, 2, 2, 4, 4}));
    }

    @Test
    void theResolvedScenarioGivesTheSameRunFromAnyFolder() throws ScenarioException, IOException {
        folder.with("particles.csv", "vx,vy,vz,weight\n1,2,3,1\n4,5,6,2\n0.1,0.2,0.3,3\n")
                .with("rate.csv", "r,alpha\n0,1\n2,3\n")
                .with("angle.csv", "cos_theta,b\n-1,0\n1,1\n");
        String species = """
                {"name": "mix", "mass": 2, "particles": 10, "initial": {"type": "mixture", "components": [
                  {"type": "maxwellian", "density": 0.1, "velocity": [1, 2, 3], "temperature": [1, 2, 3]},
                  {"type": "shell", "density": 0.3, "radius": [1, 2]},
                  {"type": "particles", "file": "particles.csv"}]}},
                """;
        String collisions = """
                {"pair": ["mix", "*"], "rate": {"type": "vhs", "diameter": 0.5, "omega": 1.2, "referenceTemperature": 1},
                 "angle": {"type": "power", "nu": 1, "thetaMin": 0.1}},
                {"pair": ["mix", "light"], "rate": {"type": "table", "file": "rate.csv"},
                 "angle": {"type": "table", "file": "angle.csv"}}
                """;
        Scenario first = folder.read(
                ScenarioFolder.changed(
                        "\"species\": [",
                        "\"seed\": 5, \"species\": [" + species,
                        POWER_LAW + "}",
                        POWER_LAW + "},\n" + collisions,
                        "10.0}",
                        "0.7, \"outputs\": 8, \"step\": 0.01}, \"output\": {\"particles\": [0.3], \"density\": {\"times\": [0, 0.25]}}"));

        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere")).resolve("case.json");
        Files.writeString(elsewhere, first.resolvedJson());
        Scenario second = ScenarioReader.read(elsewhere, Overrides.NONE);

        assertThat(second).usingRecursiveComparison().ignoringFields("warnings").isEqualTo(first);
        assertThat(second.warnings()).isEmpty();
        assertThat(first.species().get(0).distribution()).isInstanceOf(MixtureDistribution.class);
        assertThat(first.mixture().kernel(0, 1).orElseThrow().rate()).isInstanceOf(TabulatedRate.class);
        assertThat(first.mixture().kernel(0, 1).orElseThrow().angle().orElseThrow())
                .isInstanceOf(TabulatedAngle.class);
        assertThat(((PowerLaw) first.mixture().kernel(0, 2).orElseThrow().rate()).cutoff())
                .isPositive();
    }

    @Test
    void estimatorsAreOffUnlessAskedFor() throws ScenarioException {
        assertThat(folder.read(ScenarioFolder.BASE).estimators())
                .isEqualTo(new EstimatorPlan(false, false, false, false));
        String text = ScenarioFolder.changed(
                "\"species\": [", "\"estimators\": {\"fisher\": true, \"entropy\": false}, \"species\": [");
        assertThat(folder.read(text).estimators()).isEqualTo(new EstimatorPlan(false, true, false, false));
    }

    /** An object that the file leaves out stands for its default, so its parts can be overridden. */
    @Test
    void partsOfAnOmittedObjectCanBeSet() throws ScenarioException {
        Scenario scenario = folder.read(
                ScenarioFolder.BASE,
                "/estimators/entropy=true",
                "/estimators/dissipation=true",
                "/output/particles=[10]");
        assertThat(scenario.estimators()).isEqualTo(new EstimatorPlan(true, false, true, false));
        assertThat(scenario.output().particleTimes()).containsExactly(10);
        assertThat(scenario.resolvedJson()).contains("\"dissipation\": true");
    }

    @Test
    void theSchemaIsAResource() {
        assertThat(ScenarioReader.schema()).contains("https://json-schema.org/draft/2020-12/schema");
    }
}
