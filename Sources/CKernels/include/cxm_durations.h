#pragma once
#include <stddef.h>
#include <stdint.h>

/// Buckets of a duration: 64 for each doubling, so that a bucket's values differ by 1.6 % at most.
#define CXM_DURATION_BUCKETS 1728

/// The least duration of a bucket; CXM_DURATION_BUCKETS gives 2^32.
uint64_t cxm_duration_bucket_low(uint32_t bucket);

/// Adds `count` durations in milliseconds to the tallies: buckets[bucket of the duration] += 1,
/// at_most[i] += durations that are at most bounds[i], and their sum, which is returned.
uint64_t cxm_durations_tally(
    const uint32_t *_Nonnull values, size_t count, const uint32_t *_Nonnull bounds,
    size_t bound_count, uint64_t *_Nonnull at_most, uint32_t *_Nonnull buckets);

/// Copies the durations of low ... high; returns how many. `out` has room for 16
/// more.
size_t cxm_durations_between(
    const uint32_t *_Nonnull values, size_t count, uint32_t low, uint32_t high,
    uint32_t *_Nonnull out);

/// Appends the durations of the users whose level is at least `level`; returns how many. `out` has
/// room for 8 more than `user_count`. `has_long` is set where one of them does not fit 32 bits.
size_t cxm_durations_collect(
    const uint8_t *_Nonnull levels, size_t user_count, int level,
    const int64_t *_Nonnull durations, uint32_t *_Nonnull out, int *_Nonnull has_long);

/// The same of the users of `slots` alone, in their order.
size_t cxm_durations_pick(
    const uint8_t *_Nonnull levels, const uint32_t *_Nonnull slots, size_t slot_count, int level,
    const int64_t *_Nonnull durations, uint32_t *_Nonnull out, int *_Nonnull has_long);
