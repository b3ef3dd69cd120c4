package io.github.stosszahl.collide;

import java.util.function.Supplier;
import jdk.incubator.vector.DoubleVector;

/** Which kernel does the arithmetic of collisions. All give the same bits. */
public enum KernelChoice {
    /** The scalar kernel, and after some time the vector kernel where it can run on vectors of four doubles or more. */
    AUTO,
    /** Plain Java. */
    SCALAR,
    /** The vector unit, through jdk.incubator.vector. */
    VECTOR;

    private static final int SHORTEST_USEFUL_VECTOR = 4;

    /** Whether the Java virtual machine was started with the module of the vector kernel. */
    public static boolean isVectorModulePresent() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** SCALAR or VECTOR: the kernel that this choice means at present. */
    public KernelChoice inUse() {
        if (this != AUTO) {
            return this;
        }
        return AutoKernel.hasChanged() && isVectorUseful() ? VECTOR : SCALAR;
    }

    /** SCALAR or VECTOR: the kernel that does most of a run of so many candidates. */
    public KernelChoice forCandidates(double candidates) {
        if (this != AUTO) {
            return this;
        }
        return isVectorUseful() && candidates > 2.0 * AutoKernel.CANDIDATES_BEFORE ? VECTOR : SCALAR;
    }

    /** For collisions. */
    PairKernel collisionKernel() {
        // a reference to the constructor would need the vector module at once
        return kernel(ScalarKernel::new, () -> new VectorKernel());
    }

    /** For diffusion on the sphere. */
    PairKernel diffusionKernel() {
        return kernel(() -> new DiffusionKernel(new ScalarKernel(), new Turns()), () -> VectorTurns.diffusionKernel());
    }

    private PairKernel kernel(Supplier<PairKernel> scalar, Supplier<PairKernel> vector) {
        return switch (this) {
            case AUTO -> isVectorUseful() ? new AutoKernel(scalar.get(), vector) : scalar.get();
            case SCALAR -> scalar.get();
            case VECTOR -> vector.get();
        };
    }

    private static boolean isVectorUseful() {
        return isVectorModulePresent() && VectorUnit.lanes() >= SHORTEST_USEFUL_VECTOR;
    }

    /** In a class of its own, which is loaded only where the module is present. */
    private static final class VectorUnit {
        static int lanes() {
            return DoubleVector.SPECIES_PREFERRED.length();
        }
    }
}
