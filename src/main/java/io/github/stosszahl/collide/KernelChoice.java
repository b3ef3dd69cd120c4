package io.github.stosszahl.collide;

import jdk.incubator.vector.DoubleVector;

/** Which kernel does the arithmetic of collisions. All give the same bits. */
public enum KernelChoice {
    /** The vector kernel where it can run on vectors of four doubles or more, else the scalar one. */
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

    /** SCALAR or VECTOR: what this choice means here. */
    public KernelChoice resolved() {
        if (this != AUTO) {
            return this;
        }
        return isVectorModulePresent() && VectorUnit.lanes() >= SHORTEST_USEFUL_VECTOR ? VECTOR : SCALAR;
    }

    PairKernel kernel() {
        return resolved() == VECTOR ? new VectorKernel() : new ScalarKernel();
    }

    /** In a class of its own, which is loaded only where the module is present. */
    private static final class VectorUnit {
        static int lanes() {
            return DoubleVector.SPECIES_PREFERRED.length();
        }
    }
}
