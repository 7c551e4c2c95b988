#include "codes.h"
#include "cxm_groups.h"

static int64_t cut(__int128 value)
{
    if (value > INT64_MAX) return INT64_MAX;
    if (value < INT64_MIN) return INT64_MIN;
    return (int64_t)value;
}

static void sift(uint64_t *heap, size_t root, size_t count)
{
    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && heap[child] < heap[child + 1]) child++;
        if (heap[root] >= heap[child]) return;
        uint64_t other = heap[root];
        heap[root] = heap[child];
        heap[child] = other;
    }
}

static void sort(uint64_t *values, size_t count)
{
    if (count <= 32) {
        for (size_t i = 1; i < count; i++) {
            uint64_t value = values[i];
            size_t at = i;
            for (; at > 0 && values[at - 1] > value; at--) values[at] = values[at - 1];
            values[at] = value;
        }
        return;
    }
    for (size_t i = count / 2; i-- > 0;) sift(values, i, count);
    for (size_t end = count; end-- > 1;) {
        uint64_t greatest = values[0];
        values[0] = values[end];
        values[end] = greatest;
        sift(values, 0, end);
    }
}

static int64_t distinct(uint64_t *values, size_t count)
{
    sort(values, count);
    int64_t found = count > 0;
    for (size_t i = 1; i < count; i++) found += values[i] != values[i - 1];
    return found;
}

#define RUNS(body)                                                  \
    for (size_t r = 0; r < runs; r++) {                             \
        size_t begin = starts[r], end = starts[r + 1];              \
        body                                                        \
    }

#define MEASURE(TYPE)                                                                             \
    static void measure_##TYPE(                                                                   \
        enum cxm_measure measure, const TYPE *code, int64_t base, int64_t scale,                  \
        const uint32_t *rows, const uint32_t *starts, size_t runs, uint64_t *scratch,             \
        int64_t *out)                                                                             \
    {                                                                                             \
        switch (measure) {                                                                        \
        case CXM_COUNT:                                                                           \
            RUNS(out[r] = (int64_t)(end - begin);)                                                \
            return;                                                                               \
        case CXM_DISTINCT:                                                                        \
            RUNS(for (size_t i = begin; i < end; i++) scratch[i - begin] = code[rows[i]];         \
                 out[r] = distinct(scratch, end - begin);)                                        \
            return;                                                                               \
        case CXM_MIN:                                                                             \
            RUNS(TYPE best = code[rows[begin]];                                                   \
                 for (size_t i = begin + 1; i < end; i++)                                         \
                     best = code[rows[i]] < best ? code[rows[i]] : best;                          \
                 out[r] = (int64_t)((uint64_t)base + (uint64_t)scale * best);)                    \
            return;                                                                               \
        case CXM_MAX:                                                                             \
            RUNS(TYPE best = code[rows[begin]];                                                   \
                 for (size_t i = begin + 1; i < end; i++)                                         \
                     best = code[rows[i]] > best ? code[rows[i]] : best;                          \
                 out[r] = (int64_t)((uint64_t)base + (uint64_t)scale * best);)                    \
            return;                                                                               \
        default:                                                                                  \
            RUNS(unsigned __int128 sum = 0;                                                       \
                 for (size_t i = begin; i < end; i++) sum += code[rows[i]];                       \
                 out[r] = cut((__int128)base * (__int128)(end - begin) +                          \
                              (__int128)scale * (__int128)sum);)                                  \
        }                                                                                         \
    }

MEASURE(uint8_t)
MEASURE(uint16_t)
MEASURE(uint32_t)
MEASURE(uint64_t)

void cxm_measure_integers(
    enum cxm_measure measure, const void *codes, int width, int64_t base, int64_t scale,
    const uint32_t *rows, const uint32_t *starts, size_t runs, uint64_t *scratch, int64_t *out)
{
    switch (width) {
    case 1: measure_uint8_t(measure, codes, base, scale, rows, starts, runs, scratch, out); break;
    case 2: measure_uint16_t(measure, codes, base, scale, rows, starts, runs, scratch, out); break;
    case 4: measure_uint32_t(measure, codes, base, scale, rows, starts, runs, scratch, out); break;
    default: measure_uint64_t(measure, codes, base, scale, rows, starts, runs, scratch, out);
    }
}

void cxm_mean_integers(
    const void *codes, int width, int64_t base, int64_t scale, const uint32_t *rows,
    const uint32_t *starts, size_t runs, double *out)
{
    RUNS(unsigned __int128 sum = 0;
         for (size_t i = begin; i < end; i++) sum += code_at(codes, width, rows[i]);
         __int128 whole = (__int128)base * (__int128)(end - begin) + (__int128)scale * (__int128)sum;
         out[r] = (double)whole / (double)(end - begin);)
}

/// Neumaier's sum: what an addition loses is added up beside it.
static double exact_sum(const double *values, const uint32_t *rows, size_t begin, size_t end)
{
    double sum = values[rows[begin]], lost = 0;
    for (size_t i = begin + 1; i < end; i++) {
        double value = values[rows[i]], next = sum + value;
        double magnitude = sum < 0 ? -sum : sum, other = value < 0 ? -value : value;
        lost += magnitude >= other ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }
    return sum - sum == 0 ? sum + lost : sum;
}

void cxm_measure_doubles(
    enum cxm_measure measure, const double *values, const uint32_t *rows, const uint32_t *starts,
    size_t runs, double *out)
{
    switch (measure) {
    case CXM_MIN:
        RUNS(double best = values[rows[begin]];
             for (size_t i = begin + 1; i < end; i++)
                 best = values[rows[i]] < best ? values[rows[i]] : best;
             out[r] = best;)
        return;
    case CXM_MAX:
        RUNS(double best = values[rows[begin]];
             for (size_t i = begin + 1; i < end; i++)
                 best = values[rows[i]] > best ? values[rows[i]] : best;
             out[r] = best;)
        return;
    case CXM_MEAN:
        RUNS(out[r] = exact_sum(values, rows, begin, end) / (double)(end - begin);)
        return;
    default:
        RUNS(out[r] = exact_sum(values, rows, begin, end);)
    }
}

#define EMIT                                                                  \
    for (size_t r = 0; r < runs; r++)                                         \
        out[run_slots[r] / 64] |= (uint64_t)(values[r] >= low && values[r] <= high) \
                                  << (run_slots[r] % 64);

void cxm_emit_integers(
    const int64_t *values, const uint16_t *run_slots, size_t runs, int64_t low, int64_t high,
    uint64_t *out)
{
    EMIT
}

void cxm_emit_doubles(
    const double *values, const uint16_t *run_slots, size_t runs, double low, double high,
    uint64_t *out)
{
    EMIT
}
