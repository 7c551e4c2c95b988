#pragma once
#include "cxm_funnel.h"

/// Kept events before event `event` of the stretch.
static inline __attribute__((always_inline)) uint32_t cxm_kept_before(
    const cxm_funnel_events *e, uint32_t event)
{
    uint32_t word = event / 64, bit = event % 64;
    return e->before[word] +
           (uint32_t)__builtin_popcountll(e->mask[word] & ((1ull << bit) - 1));
}

/// The walk without strict order, exclusions and step window, many users at a time. Returns 0 where processor or step count do not allow it.
int cxm_funnel_walk_wide(
    const cxm_funnel_events *events, const cxm_funnel_plan *plan, const cxm_funnel_state *state);
