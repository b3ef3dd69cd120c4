// The yardstick of scripts/bench: a minimal collision loop for one thread, written by hand for the processor. Blocks, sweeps, runs and random words
// are those of the engine (docs/methods.md), directions come from longer polynomials, for one species of mass 1 in space; no majorants are checked, no errors estimated, no files written.
//
//   g++ -std=c++17 -O3 -march=native -ffp-contract=fast -fno-math-errno -fno-tree-vectorize blocks.cpp -o blocks
//   blocks LAW REPETITIONS N...           (LAW is maxwell or hard-spheres)
//
// prints the median CPU time of the repetitions as CSV, after a test of each kernel: exit status 1 if that fails. The scalar kernel must stay scalar, hence
// -fno-tree-vectorize.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <random>
#include <vector>
#if defined(__AVX2__) && defined(__FMA__)
#define VECTORS
#include <immintrin.h>
#endif

namespace {

constexpr long PARTICLES_PER_BLOCK = 16384;
/// Gases of more blocks, above 6 MB, count as larger than the last cache.
constexpr long CACHED_BLOCKS = 16;
constexpr int RUN = 16;
/// Hard spheres accept with the probability of their relative speed over this: 0.28 on average at temperature 1.
constexpr double LARGEST_SPEED = 8.06;
constexpr double THINNED_ACCEPTANCE = 0.28;

constexpr uint64_t STEP = 0x9E3779B97F4A7C15, MULTIPLIER_1 = 0xBF58476D1CE4E5B9, MULTIPLIER_2 = 0x94D049BB133111EB;
constexpr uint64_t ONE_BITS = 0x3FF0000000000000, MANTISSA = 0x000FFFFFFFFFFFFF, MANTISSA_OF_32 = 0x000FFFFFFFF00000;
constexpr double THREE_LESS_STEP = 3 - 0x1p-32, QUARTER = M_PI / 2, QUARTER_OFFSET = -(1.5 - 0x1p-33) * M_PI / 2;
constexpr double SPEED_OFFSET = -(1 - 0x1p-53) * LARGEST_SPEED;

// sin x = x + x^3 (S1 + x^2 (S2 + ...)), cos x = 1 - x^2/2 + x^4 (C1 + x^2 (C2 + ...)) on [-pi/4, pi/4]: the minimax fits of fdlibm
constexpr double S1 = -1.66666666666666324348e-01, S2 = 8.33333333332248946124e-03, S3 = -1.98412698298579493134e-04;
constexpr double S4 = 2.75573137070700676789e-06, S5 = -2.50507602534068634195e-08, S6 = 1.58969099521155010221e-10;
constexpr double C1 = 4.16666666666666019037e-02, C2 = -1.38888888888741095749e-03, C3 = 2.48015872894767294178e-05;
constexpr double C4 = -2.75573143513906633035e-07, C5 = 2.08757232129817482790e-09, C6 = -1.13596475577881948265e-11;

struct Gas {
    std::vector<double> x, y, z;
    long candidates = 0, accepted = 0;

    /// Velocities of mean square 3: Maxwellian, or all of one speed.
    Gas(long n, bool shell) : x(n), y(n), z(n) {
        std::mt19937_64 rng(n);
        std::normal_distribution<double> normal;
        for (long k = 0; k < n; k++) {
            double vx = normal(rng), vy = normal(rng), vz = normal(rng);
            double scale = shell ? std::sqrt(3 / (vx * vx + vy * vy + vz * vz)) : 1;
            x[k] = scale * vx;
            y[k] = scale * vy;
            z[k] = scale * vz;
        }
    }

    long size() const { return static_cast<long>(x.size()); }
    double acceptance() const { return static_cast<double>(accepted) / candidates; }
};

/// One word, or one in each lane.
template <class Words>
Words mix(Words z) {
    z = (z ^ (z >> 30)) * MULTIPLIER_1;
    z = (z ^ (z >> 27)) * MULTIPLIER_2;
    return z ^ (z >> 31);
}

/// What two blocks do in a sweep, or one with itself.
struct Visit {
    long firstStart, firstSize, secondStart, secondSize, runs;
    uint64_t offset, direction, acceptance;

    Visit(long n, long blocks, long first, long second, uint64_t key)
        : firstStart(first * n / blocks), firstSize((first + 1) * n / blocks - firstStart), secondStart(second * n / blocks),
          secondSize((second + 1) * n / blocks - secondStart), offset(mix(key + 1)), direction(mix(key + 2)), acceptance(mix(key + 3)) {
        double candidates = (first == second ? 1.0 : 2.0) * firstSize * secondSize * blocks / n;
        runs = std::lround(candidates / RUN);
    }

    /// Where the two stretches of the next run begin.
    void next(long& i, long& j) {
        uint64_t word = mix(offset += STEP);
        bool within = firstStart == secondStart;
        long excess = within ? 2 * RUN - 1 : RUN - 1;
        i = firstStart + static_cast<long>(((word >> 32) * (firstSize - excess)) >> 32);
        j = secondStart + static_cast<long>(((word & 0xFFFFFFFF) * (secondSize - excess)) >> 32);
        if (within) {  // they must not overlap
            (i > j ? i : j) += RUN;
        }
    }
};

double root(double x) { return std::sqrt(x); }

/// A number of [1, 2) with the mantissa bits of the mask.
double fraction(uint64_t bits, uint64_t mask) {
    bits = (bits & mask) | ONE_BITS;
    double x;
    std::memcpy(&x, &bits, sizeof x);
    return x;
}

#if defined(__AVX512F__) && defined(__AVX512DQ__)
constexpr int W = 8;
typedef uint64_t Words __attribute__((vector_size(8 * W)));
typedef __m512d Reals;
constexpr Words STEPS = {STEP, 2 * STEP, 3 * STEP, 4 * STEP, 5 * STEP, 6 * STEP, 7 * STEP, 8 * STEP};

Reals load(const double* x) { return _mm512_loadu_pd(x); }
void store(double* x, Reals v) { _mm512_storeu_pd(x, v); }
Reals root(Reals x) { return _mm512_sqrt_pd(x); }
Reals fraction(Words bits, uint64_t mask) {
    constexpr int A_AND_B_OR_C = 0xEA;
    return _mm512_castsi512_pd(_mm512_ternarylogic_epi64((__m512i)bits, _mm512_set1_epi64(mask), _mm512_set1_epi64(ONE_BITS), A_AND_B_OR_C));
}
/// x where a < b, else 0; counts where.
Reals keepBelow(Reals a, Reals b, double x, long& count) {
    __mmask8 isBelow = _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ);
    count += __builtin_popcount(isBelow);
    return _mm512_maskz_mov_pd(isBelow, _mm512_set1_pd(x));
}
Reals splat(double x) { return _mm512_set1_pd(x); }
#elif defined(VECTORS)
constexpr int W = 4;
typedef uint64_t Words __attribute__((vector_size(8 * W)));
typedef __m256d Reals;
constexpr Words STEPS = {STEP, 2 * STEP, 3 * STEP, 4 * STEP};

Reals load(const double* x) { return _mm256_loadu_pd(x); }
void store(double* x, Reals v) { _mm256_storeu_pd(x, v); }
Reals root(Reals x) { return _mm256_sqrt_pd(x); }
Reals fraction(Words bits, uint64_t mask) { return (Reals)((bits & mask) | ONE_BITS); }
/// x where a < b, else 0; counts where.
Reals keepBelow(Reals a, Reals b, double x, long& count) {
    Reals isBelow = _mm256_cmp_pd(a, b, _CMP_LT_OQ);
    count += __builtin_popcount(_mm256_movemask_pd(isBelow));
    return _mm256_and_pd(isBelow, _mm256_set1_pd(x));
}
Reals splat(double x) { return _mm256_set1_pd(x); }
#endif

/// Turns (ux, uy, uz) = w - v, whose square is rr, into what the relative velocity of a pair (v, w) changes by, in the direction of a random word.
template <class Real, class Words>
__attribute__((always_inline)) inline void turn(Words word, Real rr, Real& ux, Real& uy, Real& uz) {
    Real r = root(rr);
    Real height = fraction(word << 20, MANTISSA_OF_32) * 2.0 - THREE_LESS_STEP;
    Real radius = r * root(1.0 - height * height);
    Real t = fraction(word >> 12, MANTISSA_OF_32) * QUARTER + QUARTER_OFFSET;
    Real q = t * t, qq = q * q;
    Real s = (((S6 * q + S5) * qq + (S4 * q + S3)) * qq + (S2 * q + S1)) * (q * t) + t;
    Real c = (((C6 * q + C5) * qq + (C4 * q + C3)) * qq + (C2 * q + C1)) * qq + (1.0 - 0.5 * q);
    Real d = s + s;
    s = d * c;
    c = 1.0 - 0.5 * (d * d);
    d = s + s;
    ux += radius * (1.0 - 0.5 * (d * d));
    uy += radius * (d * c);
    uz += r * height;
}

template <bool THINNED>
long collideScalar(Gas& gas, Visit visit) {
    uint64_t direction = visit.direction, acceptance = visit.acceptance;
    long accepted = 0;
    for (long run = 0; run < visit.runs; run++) {
        long i, j;
        visit.next(i, j);
        double *ax = &gas.x[i], *ay = &gas.y[i], *az = &gas.z[i], *bx = &gas.x[j], *by = &gas.y[j], *bz = &gas.z[j];
        int chosen[RUN], n = 0;
        // the particles of a run are all different: it can be thinned beforehand, without a branch that the processor cannot predict
        for (int l = 0; THINNED && l < RUN; l++) {
            double ux = bx[l] - ax[l], uy = by[l] - ay[l], uz = bz[l] - az[l];
            double least = fraction(mix(acceptance += STEP) >> 12, MANTISSA) * LARGEST_SPEED + SPEED_OFFSET;
            chosen[n] = l;
            n += least * least < ux * ux + uy * uy + uz * uz;
        }
        n = THINNED ? n : RUN;
        accepted += n;
        for (int k = 0; k < n; k++) {
            int l = THINNED ? chosen[k] : k;
            double ux = bx[l] - ax[l], uy = by[l] - ay[l], uz = bz[l] - az[l];
            turn(mix(direction += STEP), ux * ux + uy * uy + uz * uz, ux, uy, uz);
            ax[l] += 0.5 * ux;
            ay[l] += 0.5 * uy;
            az[l] += 0.5 * uz;
            bx[l] -= 0.5 * ux;
            by[l] -= 0.5 * uy;
            bz[l] -= 0.5 * uz;
        }
    }
    return accepted;
}

#ifdef VECTORS
template <bool THINNED>
long collideVector(Gas& gas, Visit visit) {
    uint64_t direction = visit.direction, acceptance = visit.acceptance;
    double *x = gas.x.data(), *y = gas.y.data(), *z = gas.z.data();
    long accepted = 0;
    for (long run = 0; run < visit.runs; run++) {
        long i, j;
        visit.next(i, j);
        for (int h = 0; h < RUN; h += W, i += W, j += W) {
            Reals vx = load(x + i), vy = load(y + i), vz = load(z + i);
            Reals wx = load(x + j), wy = load(y + j), wz = load(z + j);
            Reals ux = wx - vx, uy = wy - vy, uz = wz - vz;
            Reals rr = ux * ux + uy * uy + uz * uz;
            turn(mix(direction + STEPS), rr, ux, uy, uz);
            direction += W * STEP;
            Reals share = splat(0.5);
            if (THINNED) {
                Reals least = fraction(mix(acceptance + STEPS) >> 12, MANTISSA) * LARGEST_SPEED + SPEED_OFFSET;
                acceptance += W * STEP;
                share = keepBelow(least * least, rr, 0.5, accepted);
            }
            store(x + i, vx + share * ux);
            store(y + i, vy + share * uy);
            store(z + i, vz + share * uz);
            store(x + j, wx - share * ux);
            store(y + j, wy - share * uy);
            store(z + j, wz - share * uz);
        }
    }
    return THINNED ? accepted : visit.runs * RUN;
}
#endif

struct Kernel {
    const char *law, *name;
    long (*collide)(Gas&, Visit);
    double acceptance;
};

const Kernel KERNELS[] = {
    {"maxwell", "scalar", collideScalar<false>, 1},
    {"hard-spheres", "scalar", collideScalar<true>, THINNED_ACCEPTANCE},
#ifdef VECTORS
    {"maxwell", "vector", collideVector<false>, 1},
    {"hard-spheres", "vector", collideVector<true>, THINNED_ACCEPTANCE},
#endif
};

/// Reads a block in order, which the processor does ahead of itself: runs would wait for each line.
void fetch(const Gas& gas, long start, long size) {
    for (const volatile double* v : {gas.x.data(), gas.y.data(), gas.z.data()}) {
        for (long k = start; k < start + size; k += 8) {
            static_cast<void>(v[k]);
        }
    }
}

/// As many candidates as particles: block b meets block s - b.
void sweep(const Kernel& kernel, Gas& gas, uint64_t key) {
    long n = gas.size(), blocks = (n + PARTICLES_PER_BLOCK - 1) / PARTICLES_PER_BLOCK;
    long s = static_cast<long>(mix(key) % blocks);
    for (long first = 0; first < blocks; first++) {
        long second = (s - first + blocks) % blocks;
        if (first <= second) {
            Visit visit(n, blocks, first, second, mix(key + STEP * (first + 1)));
            if (blocks > CACHED_BLOCKS) {
                fetch(gas, visit.firstStart, visit.firstSize);
                fetch(gas, visit.secondStart, visit.secondSize);
            }
            gas.accepted += kernel.collide(gas, visit);
            gas.candidates += visit.runs * RUN;
        }
    }
}

/// The means of the components of v, of v^2 and of v^4.
std::array<double, 5> moments(const Gas& gas) {
    std::array<double, 5> means{};
    for (long k = 0; k < gas.size(); k++) {
        double x = gas.x[k], y = gas.y[k], z = gas.z[k], square = x * x + y * y + z * z;
        double terms[] = {x, y, z, square, square * square};
        for (int m = 0; m < 5; m++) {
            means[m] += terms[m] / gas.size();
        }
    }
    return means;
}

/// A gas that starts as a shell must become Maxwellian and keep its momentum and energy.
bool isRight(const Kernel& kernel) {
    constexpr long N = 250000;
    constexpr uint64_t SWEEPS = 40;
    Gas gas(N, true);
    auto before = moments(gas);
    for (uint64_t k = 0; k < SWEEPS; k++) {
        sweep(kernel, gas, mix(k));
    }
    auto after = moments(gas);
    double drift = 0;
    for (int m = 0; m < 4; m++) {
        drift = std::max(drift, std::abs(after[m] - before[m]) / before[3]);
    }
    double fourth = after[4] / (after[3] * after[3]) - 5.0 / 3;
    double error = std::sqrt(120.0 / N) / 9;  // while the mean of v^2 is 3, the variance of v^4 is 120
    std::fprintf(stderr, "%s, %s: drift %.0e, fourth moment %+.4f(%.4f), acceptance %.4f\n", kernel.law, kernel.name, drift, fourth, error, gas.acceptance());
    return drift < 1e-9 && std::abs(fourth) < 4 * error && std::abs(gas.acceptance() / kernel.acceptance - 1) < 0.005;
}

double seconds() {
    timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

void measure(const Kernel& kernel, long particles, int repetitions) {
    constexpr double SHORTEST = 0.15;
    Gas gas(particles, false);
    uint64_t sweeps = 0;
    auto nanosPerCandidate = [&] {
        long before = gas.candidates;
        double start = seconds(), elapsed = 0;
        while (elapsed < SHORTEST) {
            sweep(kernel, gas, mix(sweeps++));
            elapsed = seconds() - start;
        }
        return 1e9 * elapsed / (gas.candidates - before);
    };
    nanosPerCandidate();  // warms up
    std::vector<double> nanos(repetitions);
    std::generate(nanos.begin(), nanos.end(), nanosPerCandidate);
    std::sort(nanos.begin(), nanos.end());
    double median = nanos[repetitions / 2];
    std::printf("%s,%s,%ld,%.3f,%.4f,%.3f\n", kernel.law, kernel.name, particles, median, gas.acceptance(), median / gas.acceptance());
}

}  // namespace

int main(int argc, char** argv) {
    bool right = argc > 3 && std::atoi(argv[2]) > 0;
    right = right && std::any_of(std::begin(KERNELS), std::end(KERNELS), [&](const Kernel& kernel) { return std::strcmp(kernel.law, argv[1]) == 0; });
    right = right && std::all_of(argv + 3, argv + argc, [](const char* n) { return std::atof(n) >= 4 * RUN; });
    if (!right) {
        std::fprintf(stderr, "usage: %s maxwell|hard-spheres REPETITIONS N...\n", argv[0]);
        return 2;
    }
    std::printf("law,kernel,particles,ns_per_candidate,acceptance,ns_per_collision\n");
    for (const Kernel& kernel : KERNELS) {
        if (std::strcmp(kernel.law, argv[1]) != 0) {
            continue;
        }
        if (!isRight(kernel)) {
            return 1;
        }
        for (int k = 3; k < argc; k++) {
            measure(kernel, std::lround(std::atof(argv[k])), std::atoi(argv[2]));
        }
    }
}
