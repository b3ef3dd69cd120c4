package io.github.stosszahl.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicaMeanTest {
    private static List<Quantity> replica(double density, double temperature) {
        return List.of(
                new Quantity(0, "number_density", Estimate.exact(density)),
                new Quantity(0, "temperature", new Estimate(temperature, 100)));
    }

    /** 1, 2, 6: mean 3, sample variance 7, standard error sqrt(7/3); what the replicas report themselves does not enter. */
    @Test
    void errorComesFromTheSpreadBetweenReplicas() {
        List<Quantity> mean = ReplicaMean.of(List.of(replica(2, 1), replica(2, 2), replica(2, 6)));
        assertThat(mean.get(0)).isEqualTo(new Quantity(0, "number_density", Estimate.exact(2)));
        assertThat(mean.get(1).name()).isEqualTo("temperature");
        assertThat(mean.get(1).estimate().value()).isCloseTo(3, within(1e-15));
        assertThat(mean.get(1).estimate().standardError()).isCloseTo(Math.sqrt(7 / 3.0), within(1e-15));
    }

    @Test
    void oneReplicaKeepsItsOwnError() {
        assertThat(ReplicaMean.of(List.of(replica(2, 1)))).isEqualTo(replica(2, 1));
    }
}
