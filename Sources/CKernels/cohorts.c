#include "cxm_cohorts.h"
#include "kept_events.h"

void cxm_cohort_mark(
    const cxm_trend_events *events, const cxm_trend_periods *periods, int64_t from, int64_t to,
    int ever, const cxm_cohort_state *state)
{
    const uint8_t *classes = events->classes;
    const uint32_t *times = events->times;
    const int32_t *points = periods->points;
    const uint32_t *limits = periods->limits;
    size_t end = kept_before(events, events->offsets[0] - events->first_event);
    for (size_t j = 0; j < events->user_count; j++) {
        size_t k = end, slot = events->users[j] - events->first_user;
        end = kept_before(events, events->offsets[j + 1] - events->first_event);
        if (k == end || slot >= events->slot_count) continue;
        if (events->members && !(events->members[slot / 64] >> (slot % 64) & 1)) continue;
        int32_t cohort = state->cohorts[slot];
        uint64_t marks = state->marks[slot];
        if (cohort == CXM_NO_COHORT) {
            int64_t last_return = -1;
            for (; k < end; k++) {
                int64_t time = times[k];
                if (classes[k] & CXM_START && (ever || time >= from)) {
                    int inside = time >= from && time < to;
                    uint32_t place = times[k] >> 20;
                    cohort = inside ? points[place] + (times[k] >= limits[place]) : CXM_OUTSIDE;
                    marks |= (uint64_t)(last_return == time);
                    break;
                }
                if (classes[k] & CXM_RETURN) last_return = time;
            }
            state->cohorts[slot] = cohort;
        }
        if (cohort < 0) continue;
        for (; k < end; k++) {
            uint32_t time = times[k], place = time >> 20;
            // Points before the cohort's cannot come: events stand in time order.
            uint32_t later = (uint32_t)(points[place] + (time >= limits[place]) - cohort);
            uint64_t returns = classes[k] >> 1 & 1;
            marks |= later < state->mark_count ? returns << later : 0;
        }
        state->marks[slot] = marks;
    }
}

void cxm_cohort_count(
    const cxm_cohort_state *state, size_t slot_count, size_t width, int64_t *counts)
{
    for (size_t slot = 0; slot < slot_count; slot++) {
        if (state->cohorts[slot] < 0) continue;
        int64_t *row = counts + (size_t)state->cohorts[slot] * width;
        row[0]++;
        for (uint64_t bits = state->marks[slot]; bits; bits &= bits - 1)
            row[1 + __builtin_ctzll(bits)]++;
    }
}
