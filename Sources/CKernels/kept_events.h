#pragma once
#include "cxm_trend.h"

/// How many events of a stretch before `event` are kept.
static inline size_t kept_before(const cxm_trend_events *events, uint32_t event)
{
    uint64_t below = events->mask[event / 64] & ((1ull << (event % 64)) - 1);
    return events->before[event / 64] + (size_t)__builtin_popcountll(below);
}
