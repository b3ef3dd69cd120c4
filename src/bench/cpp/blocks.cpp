// The yardstick of scripts/bench: what a minimal collision loop takes on one thread when it is written by hand for the processor. Blocks, sweeps, runs, random
// words and directions are those of the engine (docs/methods.md); there are no checks of majorants, no errors, no outputs, and one species of mass 1 in space.
//
//   g++ -std=c++17 -O3 -march=native -ffp-contract=fast -fno-math-errno -fno-tree-vectorize blocks.cpp -o blocks
//   blocks LAW N[,N...] [REPETITIONS]         law: maxwell, hard-spheres or all
//
// Prints the median CPU time of the repetitions as CSV, having verified both kernels first: exit status 1 if that fails, 2 for a wrong argument. The scalar
// kernel must stay one, hence -fno-tree-vectorize.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#if defined(__AVX512F__) && defined(__AVX512DQ__)
#define WITH_VECTORS
#include <immintrin.h>
#endif

namespace {

constexpr int RUN = 16;
constexpr long PARTICLES_PER_BLOCK = 16384;
constexpr double PI = 3.14159265358979323846;
/// Hard spheres accept a relative speed u with probability u/LARGEST: 0.28 on average in equilibrium, where <u> = 4/sqrt(pi) at temperature 1.
const double LARGEST = 4 / std::sqrt(PI) / 0.28;

constexpr uint64_t STEP = 0x9E3779B97F4A7C15;
constexpr uint64_t MULTIPLIER_1 = 0xBF58476D1CE4E5B9;
constexpr uint64_t MULTIPLIER_2 = 0x94D049BB133111EB;

constexpr uint64_t ONE_BITS = 0x3FF0000000000000;
constexpr uint64_t HALF_WORD_BITS = 0x000FFFFFFFF00000;
constexpr double THREE_LESS_STEP = 3 - 0x1p-32;
constexpr double QUARTER = PI / 2;
constexpr double QUARTER_OFFSET = -(1.5 - 0x1p-33) * PI / 2;
constexpr double ONE_LESS_HALF_STEP = 1 - 0x1p-53;

// sin x = x + x^3 (S1 + x^2 (S2 + ...)) and cos x = 1 - x^2/2 + x^4 (C1 + x^2 (C2 + ...)) on [-pi/4, pi/4], minimax fits of fdlibm
constexpr double S1 = -1.66666666666666324348e-01, S2 = 8.33333333332248946124e-03, S3 = -1.98412698298579493134e-04;
constexpr double S4 = 2.75573137070700676789e-06, S5 = -2.50507602534068634195e-08, S6 = 1.58969099521155010221e-10;
constexpr double C1 = 4.16666666666666019037e-02, C2 = -1.38888888888741095749e-03, C3 = 2.48015872894767294178e-05;
constexpr double C4 = -2.75573143513906633035e-07, C5 = 2.08757232129817482790e-09, C6 = -1.13596475577881948265e-11;

enum class Law { MAXWELL, HARD_SPHERES };

struct Gas {
    std::vector<double> x, y, z;
    long candidates = 0, accepted = 0;

    explicit Gas(long n) : x(n), y(n), z(n) {}
    long size() const { return static_cast<long>(x.size()); }
};

struct Block {
    long start, size;
};

uint64_t mix(uint64_t z) {
    z = (z ^ (z >> 30)) * MULTIPLIER_1;
    z = (z ^ (z >> 27)) * MULTIPLIER_2;
    return z ^ (z >> 31);
}

/// Where the stretches of a run begin, from the halves of a word.
struct Run {
    long i, j;

    Run(uint64_t word, Block a, Block b) {
        bool within = a.start == b.start;
        long excess = within ? 2 * RUN - 1 : RUN - 1;
        i = static_cast<long>(((word >> 32) * (a.size - excess)) >> 32);
        j = static_cast<long>(((word & 0xFFFFFFFF) * (b.size - excess)) >> 32);
        if (within) {  // the later one moves on, so that they do not overlap
            long later = std::max(i, j) + RUN;
            i = std::min(i, j);
            j = later;
        }
        i += a.start;
        j += b.start;
    }
};

double asDouble(uint64_t bits) {
    double x;
    std::memcpy(&x, &bits, sizeof x);
    return x;
}

struct Scalar {
    static constexpr const char* NAME = "scalar";

    template <Law law>
    static long collide(Gas& gas, Block a, Block b, long runs, uint64_t key) {
        uint64_t offset = mix(key + 1), direction = mix(key + 2), acceptance = mix(key + 3);
        long accepted = 0;
        for (long run = 0; run < runs; run++) {
            Run at(mix(offset += STEP), a, b);
            double *ax = &gas.x[at.i], *ay = &gas.y[at.i], *az = &gas.z[at.i];
            double *bx = &gas.x[at.j], *by = &gas.y[at.j], *bz = &gas.z[at.j];
            // the particles of a run are all different, so it can be thinned before it is done: cheaper than a branch that nobody foresees
            int chosen[RUN];
            int n = 0;
            if (law == Law::HARD_SPHERES) {
                for (int l = 0; l < RUN; l++) {
                    double ux = bx[l] - ax[l], uy = by[l] - ay[l], uz = bz[l] - az[l];
                    double x = asDouble((mix(acceptance += STEP) >> 12) | ONE_BITS) * LARGEST - ONE_LESS_HALF_STEP * LARGEST;
                    chosen[n] = l;
                    n += x * x < ux * ux + uy * uy + uz * uz;
                }
            } else {
                n = RUN;
            }
            for (int k = 0; k < n; k++) {
                int l = law == Law::HARD_SPHERES ? chosen[k] : k;
                double ux = bx[l] - ax[l], uy = by[l] - ay[l], uz = bz[l] - az[l];
                double r = std::sqrt(ux * ux + uy * uy + uz * uz);
                uint64_t word = mix(direction += STEP);
                double height = asDouble(((word << 20) & HALF_WORD_BITS) | ONE_BITS) * 2 - THREE_LESS_STEP;
                double radius = r * std::sqrt(1 - height * height);
                double t = asDouble(((word >> 12) & HALF_WORD_BITS) | ONE_BITS) * QUARTER + QUARTER_OFFSET;
                double q = t * t, qq = q * q;
                double s = (((S6 * q + S5) * qq + (S4 * q + S3)) * qq + (S2 * q + S1)) * (q * t) + t;
                double c = (((C6 * q + C5) * qq + (C4 * q + C3)) * qq + (C2 * q + C1)) * qq + (1 - 0.5 * q);
                double d = s + s;
                s = d * c;
                c = 1 - 0.5 * (d * d);
                d = s + s;
                double gx = 0.5 * (radius * (1 - 0.5 * (d * d)) + ux);
                double gy = 0.5 * (radius * (d * c) + uy);
                double gz = 0.5 * (r * height + uz);
                ax[l] += gx;
                ay[l] += gy;
                az[l] += gz;
                bx[l] -= gx;
                by[l] -= gy;
                bz[l] -= gz;
            }
            accepted += n;
        }
        return accepted;
    }
};

#ifdef WITH_VECTORS
struct Vector {
    static constexpr const char* NAME = "vector";
    static constexpr int W = 8;

    static __m512d all(double x) { return _mm512_set1_pd(x); }
    static __m512i all(uint64_t x) { return _mm512_set1_epi64(static_cast<long long>(x)); }
    static __m512d fma(__m512d a, __m512d b, __m512d c) { return _mm512_fmadd_pd(a, b, c); }

    static __m512i words(uint64_t start) {
        __m512i z = _mm512_add_epi64(all(start), _mm512_setr_epi64(0, STEP, 2 * STEP, 3 * STEP, 4 * STEP, 5 * STEP, 6 * STEP, 7 * STEP));
        z = _mm512_mullo_epi64(_mm512_xor_si512(z, _mm512_srli_epi64(z, 30)), all(MULTIPLIER_1));
        z = _mm512_mullo_epi64(_mm512_xor_si512(z, _mm512_srli_epi64(z, 27)), all(MULTIPLIER_2));
        return _mm512_xor_si512(z, _mm512_srli_epi64(z, 31));
    }

    /// A number of [1, 2) with the mantissa bits that are in the mask.
    static __m512d fraction(__m512i bits, uint64_t mask) {
        constexpr int A_AND_B_OR_C = 0xEA;
        return _mm512_castsi512_pd(_mm512_ternarylogic_epi64(bits, all(mask), all(ONE_BITS), A_AND_B_OR_C));
    }

    template <Law law>
    static long collide(Gas& gas, Block a, Block b, long runs, uint64_t key) {
        uint64_t offset = mix(key + 1), direction = mix(key + 2), acceptance = mix(key + 3);
        double *x = gas.x.data(), *y = gas.y.data(), *z = gas.z.data();
        const __m512d one = all(1.0), half = all(0.5);
        long accepted = 0;
        for (long run = 0; run < runs; run++) {
            Run at(mix(offset += STEP), a, b);
#pragma GCC unroll 2
            for (int h = 0; h < RUN; h += W) {
                long i = at.i + h, j = at.j + h;
                __m512d vx = _mm512_loadu_pd(x + i), vy = _mm512_loadu_pd(y + i), vz = _mm512_loadu_pd(z + i);
                __m512d wx = _mm512_loadu_pd(x + j), wy = _mm512_loadu_pd(y + j), wz = _mm512_loadu_pd(z + j);
                __m512d ux = _mm512_sub_pd(wx, vx), uy = _mm512_sub_pd(wy, vy), uz = _mm512_sub_pd(wz, vz);
                __m512d rr = fma(uz, uz, fma(uy, uy, _mm512_mul_pd(ux, ux)));
                __m512d r = _mm512_sqrt_pd(rr);

                __m512i word = words(direction);
                direction += W * STEP;
                __m512d height = fma(fraction(_mm512_slli_epi64(word, 20), HALF_WORD_BITS), all(2.0), all(-THREE_LESS_STEP));
                __m512d radius = _mm512_mul_pd(r, _mm512_sqrt_pd(_mm512_fnmadd_pd(height, height, one)));
                __m512d t = fma(fraction(_mm512_srli_epi64(word, 12), HALF_WORD_BITS), all(QUARTER), all(QUARTER_OFFSET));
                __m512d q = _mm512_mul_pd(t, t), qq = _mm512_mul_pd(q, q);
                __m512d s = fma(fma(all(S6), q, all(S5)), qq, fma(all(S4), q, all(S3)));
                s = fma(fma(s, qq, fma(all(S2), q, all(S1))), _mm512_mul_pd(q, t), t);
                __m512d c = fma(fma(all(C6), q, all(C5)), qq, fma(all(C4), q, all(C3)));
                c = fma(fma(c, qq, fma(all(C2), q, all(C1))), qq, _mm512_fnmadd_pd(half, q, one));
                __m512d d = _mm512_add_pd(s, s);
                s = _mm512_mul_pd(d, c);
                c = _mm512_fnmadd_pd(_mm512_mul_pd(d, d), half, one);
                d = _mm512_add_pd(s, s);
                __m512d gx = fma(radius, _mm512_fnmadd_pd(_mm512_mul_pd(d, d), half, one), ux);
                __m512d gy = fma(radius, _mm512_mul_pd(d, c), uy);
                __m512d gz = fma(r, height, uz);

                __m512d share = half;
                if (law == Law::HARD_SPHERES) {
                    __m512d u = fraction(_mm512_srli_epi64(words(acceptance), 12), ~uint64_t{0});
                    acceptance += W * STEP;
                    u = fma(u, all(LARGEST), all(-ONE_LESS_HALF_STEP * LARGEST));
                    __mmask8 isAccepted = _mm512_cmp_pd_mask(_mm512_mul_pd(u, u), rr, _CMP_LT_OQ);
                    share = _mm512_maskz_mov_pd(isAccepted, half);
                    accepted += __builtin_popcount(isAccepted);
                }
                _mm512_storeu_pd(x + i, fma(share, gx, vx));
                _mm512_storeu_pd(y + i, fma(share, gy, vy));
                _mm512_storeu_pd(z + i, fma(share, gz, vz));
                _mm512_storeu_pd(x + j, _mm512_fnmadd_pd(share, gx, wx));
                _mm512_storeu_pd(y + j, _mm512_fnmadd_pd(share, gy, wy));
                _mm512_storeu_pd(z + j, _mm512_fnmadd_pd(share, gz, wz));
            }
        }
        return law == Law::MAXWELL ? runs * RUN : accepted;
    }
};
#endif

/// Every particle is in two candidates on average: block b meets block s - b.
template <class Kernel, Law law>
void sweep(Gas& gas, uint64_t key) {
    long n = gas.size(), blocks = std::max(1L, n / PARTICLES_PER_BLOCK);
    long s = static_cast<long>(mix(key) % blocks);
    for (long first = 0; first < blocks; first++) {
        long second = (s - first + blocks) % blocks;
        if (first > second) {
            continue;
        }
        Block a{first * n / blocks, (first + 1) * n / blocks - first * n / blocks};
        Block b{second * n / blocks, (second + 1) * n / blocks - second * n / blocks};
        double candidates = (first == second ? 1.0 : 2.0) * a.size * b.size * blocks / n;
        long runs = std::lround(candidates / RUN);
        gas.accepted += Kernel::template collide<law>(gas, a, b, runs, mix(key + STEP * (first + 1)));
        gas.candidates += runs * RUN;
    }
}

template <class Kernel>
void sweep(Law law, Gas& gas, uint64_t key) {
    law == Law::MAXWELL ? sweep<Kernel, Law::MAXWELL>(gas, key) : sweep<Kernel, Law::HARD_SPHERES>(gas, key);
}

/// Velocities of mean square 3: Maxwellian, or all of one speed.
Gas gas(long n, bool shell) {
    Gas gas(n);
    std::mt19937_64 rng(n);
    std::normal_distribution<double> normal;
    for (long k = 0; k < n; k++) {
        double x = normal(rng), y = normal(rng), z = normal(rng);
        double scale = shell ? std::sqrt(3 / (x * x + y * y + z * z)) : 1;
        gas.x[k] = scale * x;
        gas.y[k] = scale * y;
        gas.z[k] = scale * z;
    }
    return gas;
}

struct Moments {
    double x = 0, y = 0, z = 0, second = 0, fourth = 0;

    explicit Moments(const Gas& gas) {
        double n = gas.size();
        for (long k = 0; k < gas.size(); k++) {
            double square = gas.x[k] * gas.x[k] + gas.y[k] * gas.y[k] + gas.z[k] * gas.z[k];
            x += gas.x[k] / n;
            y += gas.y[k] / n;
            z += gas.z[k] / n;
            second += square / n;
            fourth += square * square / n;
        }
    }
};

/// From a shell, a gas must become Maxwellian without a change of its momentum and energy.
template <class Kernel>
void verify(Law law) {
    constexpr long N = 250000;
    constexpr int SWEEPS = 40;
    Gas tested = gas(N, true);
    Moments before(tested);
    for (int k = 0; k < SWEEPS; k++) {
        sweep<Kernel>(law, tested, mix(k));
    }
    Moments after(tested);
    double drift = std::max({std::abs(after.x - before.x), std::abs(after.y - before.y), std::abs(after.z - before.z), std::abs(after.second / before.second - 1)});
    double fourth = after.fourth / (after.second * after.second) * 3 / 5 - 1;
    // with the energy fixed, the variance of c^4 is 120 of a mean of 15
    double error = std::sqrt(120.0 / N) / 15;
    double acceptance = static_cast<double>(tested.accepted) / tested.candidates;
    double expected = law == Law::MAXWELL ? 1 : 0.28;
    if (!(drift < 1e-9 && std::abs(fourth) < 4 * error && std::abs(acceptance / expected - 1) < 0.01)) {
        std::fprintf(stderr, "the %s kernel fails: drift %g, fourth moment off by %g of an error %g, acceptance %g\n", Kernel::NAME, drift, fourth, error, acceptance);
        std::exit(1);
    }
}

double seconds() {
    timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

template <class Kernel>
void measure(Law law, long particles, int repetitions) {
    constexpr double SHORTEST = 0.15;
    verify<Kernel>(law);
    Gas timed = gas(particles, false);
    std::vector<double> nanos;
    uint64_t key = 0;
    for (int repetition = -1; repetition < repetitions; repetition++) {  // the first one warms up
        long before = timed.candidates;
        double start = seconds(), elapsed;
        do {
            sweep<Kernel>(law, timed, mix(key++));
            elapsed = seconds() - start;
        } while (elapsed < SHORTEST);
        if (repetition >= 0) {
            nanos.push_back(1e9 * elapsed / (timed.candidates - before));
        }
    }
    std::sort(nanos.begin(), nanos.end());
    double median = nanos[nanos.size() / 2];
    double acceptance = static_cast<double>(timed.accepted) / timed.candidates;
    std::printf("%s,%s,%ld,%.3f,%.4f,%.3f\n", law == Law::MAXWELL ? "maxwell" : "hard-spheres", Kernel::NAME, particles, median, acceptance, median / acceptance);
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    std::string name = argc > 1 ? argv[1] : "all";
    const char* list = argc > 2 ? argv[2] : "1e4,1e5,1e6,1e7";
    int repetitions = argc > 3 ? std::atoi(argv[3]) : 9;
    bool maxwell = name == "maxwell" || name == "all", hardSpheres = name == "hard-spheres" || name == "all";
    std::vector<long> sizes;
    for (char* rest; *list != 0; list = *rest == ',' ? rest + 1 : rest) {
        sizes.push_back(std::lround(std::strtod(list, &rest)));
        if (sizes.back() < 4 * RUN || (*rest != 0 && *rest != ',')) {
            repetitions = 0;
            break;
        }
    }
    if (!(maxwell || hardSpheres) || repetitions < 1) {
        std::fprintf(stderr, "usage: %s [maxwell|hard-spheres|all [N[,N...] [REPETITIONS]]]\n", argv[0]);
        return 2;
    }
    std::printf("law,kernel,particles,ns_per_candidate,acceptance,ns_per_collision\n");
    for (Law law : {Law::MAXWELL, Law::HARD_SPHERES}) {
        if (!(law == Law::MAXWELL ? maxwell : hardSpheres)) {
            continue;
        }
        for (long n : sizes) {
            measure<Scalar>(law, n, repetitions);
#ifdef WITH_VECTORS
            measure<Vector>(law, n, repetitions);
#endif
        }
    }
}
