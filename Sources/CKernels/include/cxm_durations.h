#pragma once
#include <stddef.h>
#include <stdint.h>

/// Adds up `count` durations (not negative) and finds the greatest.
void cxm_durations_extent(
    const int64_t *_Nonnull values, size_t count, int64_t *_Nonnull sum,
    int64_t *_Nonnull greatest);

/// counts[(value - low) >> shift] += 1 for the values of low ... high.
void cxm_durations_count(
    const int64_t *_Nonnull values, size_t count, int64_t low, int64_t high, int shift,
    uint32_t *_Nonnull counts);

/// counts[i] = values that are at most bounds[i].
void cxm_durations_at_most(
    const int64_t *_Nonnull values, size_t count, const int64_t *_Nonnull bounds,
    size_t bound_count, uint64_t *_Nonnull counts);

/// Copies the values of low ... high; returns how many. `out` has room for all.
size_t cxm_durations_between(
    const int64_t *_Nonnull values, size_t count, int64_t low, int64_t high,
    int64_t *_Nonnull out);
