#pragma once
#include "cxm_trend.h"

/// The cohorts of the users of a block, one slot a user, while its partitions are read in time order.
typedef struct {
    int32_t *_Nonnull cohorts; // point of the first start; CXM_NO_COHORT before it
    uint64_t *_Nonnull marks;  // bit n: a return in point cohort + n
    uint32_t mark_count;       // of how many points, at most 64
} cxm_cohort_state;

/// Looks for each user's first start, and marks the points in which he returns then. Classes are sums of
/// CXM_START and CXM_RETURN; starts before `from` are none, and a first one from `to` on, or where
/// `ever` is set before `from`, makes the user CXM_OUTSIDE. Returns at the time of the start count in
/// whatever order they stand.
void cxm_cohort_mark(
    const cxm_trend_events *_Nonnull events, const cxm_trend_periods *_Nonnull periods,
    int64_t from, int64_t to, int ever, const cxm_cohort_state *_Nonnull state);

/// Of each user with a cohort: counts[cohort * width] += 1, and counts[cohort * width + 1 + n] += 1 for each bit
/// n of his marks.
void cxm_cohort_count(
    const cxm_cohort_state *_Nonnull state, size_t slot_count, size_t width,
    int64_t *_Nonnull counts);

#define CXM_START 1
#define CXM_RETURN 2
#define CXM_NO_COHORT (-1)
#define CXM_OUTSIDE (-2)
