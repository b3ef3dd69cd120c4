package io.github.stosszahl.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Workers that share tasks on the threads of the pool of the calling thread, if it has one. Tasks must not depend on one another.
 *
 * @param <W> what a worker has for itself
 */
final class Crew<W> {
    /** A numbered piece of work. */
    interface Work<W> {
        void run(int task, W worker);
    }

    private final IntFunction<W> members;
    private final List<Member> crew = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private int tasks;
    private Work<W> work = (task, worker) -> {};

    /** @param members makes the worker of a number */
    Crew(IntFunction<W> members) {
        this.members = members;
        crew.add(new Member());
    }

    /** Threads that tasks can be run on. */
    static int threads() {
        return ForkJoinTask.inForkJoinPool() ? ForkJoinTask.getPool().getParallelism() : 1;
    }

    /** Runs tasks 0..count-1 and returns when all are done. */
    void run(int count, Work<W> newWork) {
        tasks = count;
        work = newWork;
        next.set(0);
        int useful = Math.max(1, Math.min(threads(), count));
        while (crew.size() < useful) {
            crew.add(new Member());
        }
        for (int w = 1; w < useful; w++) {
            crew.get(w).task.reinitialize();
            crew.get(w).task.fork();
        }
        crew.get(0).run();
        for (int w = 1; w < useful; w++) {
            crew.get(w).task.join();
        }
    }

    /** All workers that there have been. */
    List<W> workers() {
        return crew.stream().map(member -> member.worker).toList();
    }

    private final class Member implements Runnable {
        private final ForkJoinTask<?> task = ForkJoinTask.adapt(this);
        private final W worker = members.apply(crew.size());

        @Override
        public void run() {
            int k = next.getAndIncrement();
            while (k < tasks) {
                work.run(k, worker);
                k = next.getAndIncrement();
            }
        }
    }
}
