#include "cxm_durations.h"

#define FAST __attribute__((target_clones("avx512bw", "avx2", "default")))

FAST void cxm_durations_extent(
    const int64_t *values, size_t count, int64_t *sum, int64_t *greatest)
{
    int64_t total = 0, most = 0;
    for (size_t i = 0; i < count; i++) {
        total += values[i];
        most = values[i] > most ? values[i] : most;
    }
    *sum = total;
    *greatest = most;
}

void cxm_durations_count(
    const int64_t *values, size_t count, int64_t low, int64_t high, int shift, uint32_t *counts)
{
    for (size_t i = 0; i < count; i++)
        if (values[i] >= low && values[i] <= high) counts[(values[i] - low) >> shift]++;
}

FAST void cxm_durations_at_most(
    const int64_t *values, size_t count, const int64_t *bounds, size_t bound_count,
    uint64_t *counts)
{
    enum { BLOCK = 2048 }; // stays in the first-level cache while all bounds go over it
    for (size_t b = 0; b < bound_count; b++) counts[b] = 0;
    for (size_t done = 0; done < count; done += BLOCK) {
        size_t most = count - done < BLOCK ? count - done : BLOCK;
        for (size_t b = 0; b < bound_count; b++) {
            uint64_t found = 0;
            for (size_t i = 0; i < most; i++) found += values[done + i] <= bounds[b];
            counts[b] += found;
        }
    }
}

size_t cxm_durations_between(
    const int64_t *values, size_t count, int64_t low, int64_t high, int64_t *out)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        out[found] = values[i];
        found += (values[i] >= low) & (values[i] <= high);
    }
    return found;
}
