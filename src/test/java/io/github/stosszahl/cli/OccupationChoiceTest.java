package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.initial.Region;
import io.github.stosszahl.model.Boundary;
import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.Homogeneous;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.IsotropicDistribution;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.model.VelocityDistribution;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import io.github.stosszahl.random.RandomStreams;
import io.github.stosszahl.reference.CellLaw;
import io.github.stosszahl.scenario.OccupationPlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The occupation cells that a run gets, and the bias that it is told, against the sum over cells ({@link CellLaw}), which knows no expansion in h. */
class OccupationChoiceTest {
    private static final OccupationPlan AUTOMATIC = new OccupationPlan(OptionalDouble.empty());

    /** log z of fermions at T/T_F = 0.5, d = 3. */
    private static final double HALF_DEGENERATE = 1.4861396960896067;

    private static Species species(Statistics statistics, double mass) {
        return new Species(statistics.name(), mass, statistics, 1);
    }

    private static OccupationChoice homogeneous(
            int d, List<Species> species, List<? extends VelocityDistribution> f, int particles, OccupationPlan plan) {
        List<InitialState> states =
                f.stream().map(x -> new InitialState(x, particles)).toList();
        return OccupationChoice.of(new Mixture(d, 1, species, List.of()), new Homogeneous(), states, plan);
    }

    private static OccupationChoice equilibrium(EquilibriumDistribution f, int particles, OccupationPlan plan) {
        return homogeneous(f.dimension(), List.of(species(f.statistics(), 1)), List.of(f), particles, plan);
    }

    private static EquilibriumDistribution law(Statistics statistics, int d, double eta) {
        return new EquilibriumDistribution(statistics, 1, new double[d], 0.7, eta);
    }

    /** The bias would be 4e-4 with a number of particles that is off by half at most: it must be a whole one. Terms of order h^4 are below 1 % of the bias. */
    @ParameterizedTest
    @CsvSource({"3, 1.4861396960896067, 400000", "3, 2.5, 1000000", "2, 1.85, 100000", "2, 9.99, 1000000"})
    void fermionsGetCellsOfTheWantedBias(int d, double eta, int particles) {
        EquilibriumDistribution f = law(Statistics.FERMI, d, eta);
        OccupationChoice choice = equilibrium(f, particles, AUTOMATIC);
        OccupationCells cells = choice.cells().get(0).orElseThrow();
        double bias = choice.bias().get(0).orElseThrow();
        double g = cells.capacity();
        assertThat(4e-4 / bias).isBetween(Math.pow(1 - 0.5 / g, 2.0 / d), Math.pow(1 + 0.5 / g, 2.0 / d));
        assertThat(bias).isCloseTo(CellLaw.biasOfFourthMoment(f, cells.edge()), withinPercentage(1));
        // h^d = g B q w
        double volume = cells.capacity() * cells.sheets() * f.density() / particles;
        assertThat(Math.pow(cells.edge(), d)).isCloseTo(volume, withinPercentage(1e-10));
        assertThat(choice.warnings(new Mixture(d, 1, List.of(species(Statistics.FERMI, 1)), List.of())))
                .isEmpty();
    }

    /** With few particles a cell holds one, and its bias is larger than wanted; above 2e-3 that is said. */
    @ParameterizedTest
    @CsvSource({"1000, true", "20000, false"})
    void aCellHoldsOneParticleAtLeast(int particles, boolean warned) {
        EquilibriumDistribution f = law(Statistics.FERMI, 3, HALF_DEGENERATE);
        OccupationChoice choice = equilibrium(f, particles, AUTOMATIC);
        OccupationCells cells = choice.cells().get(0).orElseThrow();
        double bias = choice.bias().get(0).orElseThrow();
        assertThat(cells.capacity()).isEqualTo(1);
        assertThat(cells.sheets()).isEqualTo(1);
        assertThat(cells.edge()).isCloseTo(Math.cbrt(f.density() / particles), within(1e-12));
        assertThat(bias).isGreaterThan(5e-4);
        // the estimate is of second order, 4 % above the sum for the coarser cells
        assertThat(bias).isCloseTo(CellLaw.biasOfFourthMoment(f, cells.edge()), withinPercentage(5));
        Mixture gas = new Mixture(3, 1, List.of(species(Statistics.FERMI, 1)), List.of());
        if (warned) {
            assertThat(choice.warnings(gas)).hasSize(1).first().asString().contains("change <v^4>/<v^2>^2");
        } else {
            assertThat(choice.warnings(gas)).isEmpty();
        }
        assertThat(choice.describe(gas)).hasSize(1).first().asString().contains("1 particle at q f = 1, in 1 sheet");
    }

    /** T/T_F near 20: the bias would allow cells of more than a thermal speed. */
    @Test
    void cellsOfANearlyClassicalGasAreHalfAThermalSpeed() {
        EquilibriumDistribution f = law(Statistics.FERMI, 3, -5);
        OccupationCells cells =
                equilibrium(f, 100_000, AUTOMATIC).cells().get(0).orElseThrow();
        assertThat(cells.edge()).isCloseTo(0.5 * Math.sqrt(f.variance()), withinPercentage(1));
    }

    /**
     * Initial data with finer structure than the equilibrium, a ring: cells change the mean of 1 - q f by 5e-3 at most, if they hold 8 particles. The change is (q h^2/12) int |grad f|^2/int f (1 - q f) to second order, with the radial integrals by
     * the midpoint rule; the cells for the equilibrium would make it 0.048. A sample of 8192 knows it to 3 %.
     */
    @ParameterizedTest
    @CsvSource({"1000000, true", "200000, true", "10000, false", "2000, false"})
    void structureAtTheStartMakesCellsSmaller(int particles, boolean fine) {
        double[] speed = new double[5001];
        double[] f = new double[speed.length];
        double gradient = 0;
        double mean = 0;
        for (int k = 0; k < f.length; k++) {
            double v = k / 1000.0;
            double x = v * v / 2 - 3;
            speed[k] = v;
            f[k] = 0.9 * Math.exp(-x * x);
            gradient += v * Math.pow(2 * x * v * f[k], 2);
            mean += v * f[k] * (1 - f[k]);
        }
        IsotropicDistribution ring = new IsotropicDistribution(new double[2], speed, f);
        OccupationChoice choice =
                homogeneous(2, List.of(species(Statistics.FERMI, 1)), List.of(ring), particles, AUTOMATIC);
        OccupationCells cells = choice.cells().get(0).orElseThrow();
        double change = choice.factorBias().get(0).orElseThrow();
        if (fine) {
            assertThat(change).isBetween(0.75 * 5e-3, 1.1 * 5e-3);
            assertThat(change).isCloseTo(cells.edge() * cells.edge() / 12 * gradient / mean, withinPercentage(12));
        } else {
            assertThat(change).isGreaterThan(5e-3);
            assertThat(cells.capacity() * cells.sheets()).isEqualTo(8);
        }
    }

    /** The order of the particles takes three whole numbers of each, of four bytes, and one of each cell. */
    @Test
    void memoryOfTheOrderInCells() {
        EquilibriumDistribution f = law(Statistics.FERMI, 3, HALF_DEGENERATE);
        OccupationChoice choice = equilibrium(f, 50_000, AUTOMATIC);
        double cells = choice.cells().get(0).orElseThrow().count();
        assertThat(choice.orderBytes(List.of(new InitialState(f, 50_000)))).isEqualTo(4 * (150_000 + cells));
    }

    @Test
    void theUsersCellSizeIsKept() {
        EquilibriumDistribution f = law(Statistics.FERMI, 3, HALF_DEGENERATE);
        OccupationPlan plan = new OccupationPlan(OptionalDouble.of(0.25));
        OccupationChoice choice = equilibrium(f, 200_000, plan);
        OccupationCells cells = choice.cells().get(0).orElseThrow();
        assertThat(cells.edge()).isCloseTo(0.25, withinPercentage(1));
        assertThat(choice.bias().get(0).orElseThrow())
                .isCloseTo(CellLaw.biasOfFourthMoment(f, cells.edge()), withinPercentage(3));
    }

    /** Bosons get 32 particles at q f = 1 where that costs at most a bias of 1e-3, and else what 1e-3 allows. */
    @ParameterizedTest
    @CsvSource({"-0.5, 100000", "-0.2, 100000", "-0.1, 1000000"})
    void cellsOfBosonsAreRoomyIfTheBiasAllowsIt(double eta, int particles) {
        EquilibriumDistribution f = law(Statistics.BOSE, 3, eta);
        OccupationChoice choice = equilibrium(f, particles, AUTOMATIC);
        OccupationCells cells = choice.cells().get(0).orElseThrow();
        double bias = choice.bias().get(0).orElseThrow();
        assertThat(bias).isNegative().isGreaterThan(-1.05e-3);
        if (cells.capacity() < 31) {
            assertThat(bias).isCloseTo(-1e-3, within(0.1e-3));
        }
        double atOneState = Math.cbrt(f.density() / particles);
        assertThat(cells.edge()).isGreaterThan(atOneState);
        assertThat(bias).isCloseTo(CellLaw.biasOfFourthMoment(f, cells.edge()), withinPercentage(15));
    }

    /**
     * 1, 2 or a multiple of four sheets, none of less than 8 particles at q f = 1 in four fifths, and not more than blocks of a classical gas. The gas is degenerate, T/T_F = 0.2, so that cells are small.
     */
    @ParameterizedTest
    @ValueSource(ints = {10_000, 100_000, 1_000_000, 10_000_000})
    void sheetsHoldEnough(int particles) {
        OccupationCells cells = equilibrium(law(Statistics.FERMI, 3, 4.82), particles, AUTOMATIC)
                .cells()
                .get(0)
                .orElseThrow();
        int sheets = cells.sheets();
        assertThat(sheets == 1 || sheets == 2 || sheets % 4 == 0).isTrue();
        assertThat(sheets).isLessThanOrEqualTo(Math.max(1, particles / 16_384 + 2));
        if (sheets > 1) {
            assertThat(cells.capacity()).isBetween(5, 12);
        }
    }

    /** 20,000 particles of another sample than the one that the cells are chosen by: some 20 of them outside. */
    @Test
    void theCubeHoldsAllButAThousandth() {
        double[] u = {3, -1, 0.5};
        EquilibriumDistribution f = new EquilibriumDistribution(Statistics.FERMI, 1, u, 0.7, HALF_DEGENERATE);
        int particles = 20_000;
        OccupationCells cells =
                equilibrium(f, particles, AUTOMATIC).cells().get(0).orElseThrow();
        Population sample = new InitialState(f, particles).draw(new Species("trial", 1), new RandomStreams(77), 0, 0);
        int outside = 0;
        for (int k = 0; k < particles; k++) {
            outside += cells.covers(sample.velocity(0)[k], sample.velocity(1)[k], sample.velocity(2)[k]) ? 0 : 1;
        }
        assertThat(outside).isLessThan(50);
    }

    /** Each species has its own edge by the common equilibrium, whose temperature is that of the energy. */
    @Test
    void everySpeciesOfAMixtureHasItsOwnCells() {
        List<Species> species =
                List.of(species(Statistics.FERMI, 1), species(Statistics.BOSE, 2), new Species("classical", 4));
        List<Maxwellian> f = List.of(
                new Maxwellian(10, new double[3], new double[] {1.8, 1.8, 1.8}),
                new Maxwellian(10, new double[3], new double[] {0.6, 0.6, 0.6}),
                new Maxwellian(10, new double[3], new double[] {0.25, 0.25, 0.25}));
        OccupationChoice choice = homogeneous(3, species, f, 100_000, AUTOMATIC);
        // table D, n = 10 each, m = 1, 2, 4, E = 60: T = 1.3934 and these fugacities
        double temperature = 1.3934082444677232;
        double[] z = {0.4421486194310982, 0.7376676097629502};
        for (int i = 0; i < 2; i++) {
            EquilibriumDistribution end = new EquilibriumDistribution(
                    species.get(i).statistics(), 1, new double[3], temperature / (i + 1), Math.log(z[i]));
            double edge = choice.cells().get(i).orElseThrow().edge();
            assertThat(choice.bias().get(i).orElseThrow())
                    .isCloseTo(CellLaw.biasOfFourthMoment(end, edge), withinPercentage(5));
        }
        assertThat(choice.cells().get(2)).isEmpty();
        assertThat(choice.bias().get(2)).isEmpty();
        assertThat(choice.describe(new Mixture(3, 1, species, List.of()))).hasSize(2);
        assertThat(choice.bytes())
                .isEqualTo(4.0
                        * choice.cells().stream()
                                .flatMap(Optional::stream)
                                .mapToInt(c -> c.count() * c.sheets())
                                .sum());
    }

    /** Below T_c there is no equilibrium to know the bias of: cells are half the thermal speed of the start at most, and smaller, as far as 32 particles allow, for q f = 11.6 at its peak. */
    @Test
    void bosonsThatWouldCondenseHaveAnUnknownBias() {
        List<Species> bosons = List.of(species(Statistics.BOSE, 1));
        // T_c/m = (10/2.612)^(2/3)/(2 pi) = 0.390
        List<Maxwellian> cold = List.of(new Maxwellian(10, new double[3], new double[] {0.2, 0.1, 0.15}));
        OccupationChoice choice = homogeneous(3, bosons, cold, 100_000, AUTOMATIC);
        assertThat(choice.bias().get(0)).isEmpty();
        OccupationCells cells = choice.cells().get(0).orElseThrow();
        assertThat(cells.edge()).isLessThan(0.5 * Math.sqrt(0.1)).isCloseTo(Math.cbrt(32 * 10 / 1e5), within(1e-9));
        Mixture gas = new Mixture(3, 1, bosons, List.of());
        assertThat(choice.warnings(gas)).hasSize(1).first().asString().contains("no equilibrium without condensate");
        assertThat(choice.describe(gas)).first().asString().contains("about unknown");
    }

    /** In space flights draw numbers anew: two standard deviations are left free, 4 f0/(1 - f0)^2 places, unless that costs a bias of 1.9e-3, or what a whole capacity makes of it. */
    @ParameterizedTest
    @CsvSource({"0.5, 400000", "1.0, 4000000", "1.0, 40000"})
    void cellsInSpaceLeaveRoom(double eta, int particles) {
        Boundary periodic = new Boundary.Periodic();
        Space box = new Box(
                new Grid(new double[1], new double[] {2}, new int[] {10}), List.of(new Box.Faces(periodic, periodic)));
        EquilibriumDistribution f = law(Statistics.FERMI, 2, eta);
        Region all = new Region(new double[1], new double[] {2}, f, Optional.empty());
        Mixture gas = new Mixture(2, 1, List.of(species(Statistics.FERMI, 1)), List.of());
        OccupationChoice choice =
                OccupationChoice.of(gas, box, List.of(InitialState.of(List.of(all), 2, particles)), AUTOMATIC);
        OccupationCells cells = choice.cells().get(0).orElseThrow();
        double bias = choice.bias().get(0).orElseThrow();
        double f0 = 1 / (1 + Math.exp(-eta));
        double wanted = 4 * f0 / ((1 - f0) * (1 - f0));
        assertThat(cells.sheets()).isEqualTo(1);
        if (bias > 1.8e-3) {
            assertThat(bias).isCloseTo(1.9e-3, within(0.2e-3));
            assertThat((double) cells.capacity()).isLessThan(wanted);
        } else {
            assertThat((double) cells.capacity()).isGreaterThan(wanted - 0.51);
        }
        assertThat(bias).isCloseTo(CellLaw.biasOfFourthMoment(f, cells.edge()), withinPercentage(3));
    }

    /** q f = 0.98 at the start, in half of the box: 46 particles in a full cell are too few, and 920 are not told to be; sums over Poisson numbers for 40,000 pairs of a program of its own gave 0.700 and 0.424. */
    @ParameterizedTest
    @CsvSource({"100000, 0.700, true", "2000000, 0.424, false"})
    void clippingInSpaceIsTold(int particles, double start, boolean warned) {
        Boundary specular = new Boundary.Specular();
        Space box = new Box(
                new Grid(new double[1], new double[] {2}, new int[] {20}), List.of(new Box.Faces(specular, specular)));
        EquilibriumDistribution f = law(Statistics.FERMI, 2, 4);
        Region half = new Region(new double[1], new double[] {1}, f, Optional.empty());
        CollisionKernel kernel = new CollisionKernel(PowerLaw.of(1, 0), new IsotropicAngle(2));
        Mixture gas =
                new Mixture(2, 1, List.of(species(Statistics.FERMI, 1)), List.of(new CollidingPair(0, 0, kernel)));
        OccupationChoice choice =
                OccupationChoice.of(gas, box, List.of(InitialState.of(List.of(half), 2, particles)), AUTOMATIC);
        Clipping clipping = choice.clipping().get(0).orElseThrow();
        assertThat(clipping.start()).isCloseTo(start, within(0.03));
        assertThat(clipping.equilibrium()).isLessThan(0.01);
        assertThat(choice.describe(gas)).first().asString().contains("blocking clipped in about");
        assertThat(choice.warnings(gas)).hasSize(warned ? 1 : 0);
    }
}
