#include "cxm_funnel.h"
#include "funnel_values.h"
#include "funnel_wide.h"

// Keeps the compiler from turning arithmetic on an unpredictable condition into a jump.
#define KEEP_BRANCH_FREE(flag) __asm__("" : "+r"(flag))
// `all` has all bits set to choose `yes`, none to choose `no`.
#define CHOOSE(all, yes, no) (((yes) & (all)) | ((no) & ~(all)))

#define INLINE static inline __attribute__((always_inline))

INLINE int32_t moments_before(const cxm_funnel_events *e, uint32_t event)
{
    uint32_t word = event / 64, bit = event % 64;
    return (int32_t)(e->moments_before[word] +
                     (uint32_t)__builtin_popcountll(e->moments[word] & ((1ull << bit) - 1)));
}

/// One user's best attempts while the walk goes over the user's events; index 0 is the event itself.
typedef struct {
    int64_t entries[33];
    int64_t arrivals[33];
    int32_t moments[33];
    uint32_t values[33];
} attempts;

INLINE void load(
    attempts *a, const cxm_funnel_state *s, size_t slot, int steps, int32_t moment_base,
    int uses_moments, int uses_values)
{
    const size_t row = s->user_count;
    for (int k = 0; k < steps; k++) a->entries[k + 1] = s->entries[k * row + slot];
    for (int k = 0; k < steps; k++) a->arrivals[k + 1] = s->arrivals[k * row + slot];
    if (uses_moments)
        for (int k = 0; k < steps; k++)
            a->moments[k + 1] = s->moments[k * row + slot] + moment_base;
    if (uses_values)
        for (int k = 0; k < steps; k++) a->values[k + 1] = s->values[k * row + slot];
}

INLINE void store(
    const attempts *a, const cxm_funnel_state *s, size_t slot, int steps, int32_t moment_end,
    int uses_moments, int uses_values)
{
    const size_t row = s->user_count;
    for (int k = 0; k < steps; k++) s->entries[k * row + slot] = a->entries[k + 1];
    for (int k = 0; k < steps; k++) s->arrivals[k * row + slot] = a->arrivals[k + 1];
    if (uses_moments)
        for (int k = 0; k < steps; k++)
            s->moments[k * row + slot] = a->moments[k + 1] - moment_end;
    if (uses_values)
        for (int k = 0; k < steps; k++) s->values[k * row + slot] = a->values[k + 1];
}

/// An exclusion ends the attempts that wait in its levels and did not arrive in this very moment.
INLINE void exclude(attempts *a, const cxm_funnel_plan *p, int exclusion, int32_t moment)
{
    for (int k = p->exclusion_from[exclusion]; k <= p->exclusion_to[exclusion]; k++)
        if (a->moments[k] != moment) a->entries[k] = CXM_NO_ENTRY;
}

INLINE void walk(
    const cxm_funnel_events *e, const cxm_funnel_plan *p, const cxm_funnel_state *s,
    const int step_window, const int exclusions, const int strict, const int values)
{
    const int moments = exclusions || strict;
    const int steps = p->step_count;
    const int64_t window = p->window;
    attempts a;
    a.arrivals[0] = 0;
    a.values[0] = CXM_NO_VALUE;
    for (size_t j = 0; j < e->user_count; j++) {
        uint32_t user = e->users[j] - e->first_user;
        uint32_t event = e->offsets[j] - e->first_event;
        uint32_t event_end = e->offsets[j + 1] - e->first_event;
        uint32_t k = cxm_kept_before(e, event), end = cxm_kept_before(e, event_end);
        if (k == end && !strict) continue;
        int level = s->levels[user];
        if (level == steps) continue;
        if (e->members && !(e->members[user / 64] >> (user % 64) & 1)) continue;
        int32_t moment_base = 0, moment_end = 0;
        if (moments) {
            moment_base = moments_before(e, event);
            moment_end = moments_before(e, event_end);
        }
        load(&a, s, user, steps, moment_base, moments, values);
        int64_t level_arrival = a.arrivals[level];
        uint32_t bit_word = event / 64;
        uint64_t bits = moments ? e->mask[bit_word] & (~0ull << (event % 64)) : 0;
        for (; k < end; k++) {
            int c = e->classes[k];
            int64_t t = e->time_base + e->times[k];
            int32_t moment = 0;
            if (moments) {
                while (bits == 0) bits = e->mask[++bit_word];
                uint64_t below = (2ull << __builtin_ctzll(bits)) - 1;
                bits &= bits - 1;
                moment = (int32_t)(e->moments_before[bit_word] +
                                   (uint32_t)__builtin_popcountll(e->moments[bit_word] & below));
            }
            if (exclusions && c > steps) {
                exclude(&a, p, c - steps - 1, moment);
                continue;
            }
            a.entries[0] = t;
            int64_t entry = a.entries[c - 1];
            int fits = t - entry <= window;
            if (step_window) {
                a.arrivals[0] = t;
                fits &= t - a.arrivals[c - 1] <= p->step_window;
            }
            if (strict) {
                a.moments[0] = moment;
                fits &= moment - a.moments[c - 1] <= 1;
            }
            int64_t all = -(int64_t)fits;
            KEEP_BRANCH_FREE(all);
            a.entries[c] = CHOOSE(all, entry, a.entries[c]);
            if (step_window) a.arrivals[c] = CHOOSE(all, t, a.arrivals[c]);
            if (moments) a.moments[c] = CHOOSE((int32_t)all, moment, a.moments[c]);
            if (values) {
                uint32_t value = c == p->value_step ? CXM_VALUE_OF + k : a.values[c - 1];
                a.values[c] = CHOOSE((uint32_t)all, value, a.values[c]);
            }
            int rises = fits & (c > level);
            int64_t stays = all & -(int64_t)(c == level);
            KEEP_BRANCH_FREE(rises);
            if (__builtin_expect(rises, 0)) {
                size_t at = (size_t)(c - 1) * s->user_count + user;
                s->from_first[at] = t - entry;
                if (c > 2) s->from_previous[at] = t - level_arrival;
                if (values) s->level_values[user] = a.values[c];
                level = c;
                level_arrival = t;
                if (c == steps) break;
            }
            level_arrival = CHOOSE(stays, t, level_arrival);
        }
        a.arrivals[level] = level_arrival;
        s->levels[user] = (uint8_t)level;
        store(&a, s, user, steps, moment_end, moments, values);
    }
}

#if defined(__x86_64__)
#define FAST __attribute__((target_clones("avx512bw", "avx2", "default")))
#else
#define FAST
#endif

// One function a combination of options, so that none of them is asked inside a loop.
#define VARIANT(name, step_window, exclusions, strict, values)                                \
    FAST static void name(                                                                    \
        const cxm_funnel_events *e, const cxm_funnel_plan *p, const cxm_funnel_state *s)      \
    {                                                                                         \
        walk(e, p, s, step_window, exclusions, strict, values);                               \
    }

VARIANT(walk_0, 0, 0, 0, 0)
VARIANT(walk_1, 1, 0, 0, 0)
VARIANT(walk_2, 0, 1, 0, 0)
VARIANT(walk_3, 1, 1, 0, 0)
VARIANT(walk_4, 0, 0, 1, 0)
VARIANT(walk_5, 1, 0, 1, 0)
VARIANT(walk_6, 0, 1, 1, 0)
VARIANT(walk_7, 1, 1, 1, 0)
VARIANT(walk_8, 0, 0, 0, 1)
VARIANT(walk_9, 1, 0, 0, 1)
VARIANT(walk_10, 0, 1, 0, 1)
VARIANT(walk_11, 1, 1, 0, 1)
VARIANT(walk_12, 0, 0, 1, 1)
VARIANT(walk_13, 1, 0, 1, 1)
VARIANT(walk_14, 0, 1, 1, 1)
VARIANT(walk_15, 1, 1, 1, 1)

FAST void cxm_funnel_count_levels(
    const uint8_t *levels, size_t user_count, int step_count, ptrdiff_t *counts)
{
    for (int level = 0; level <= step_count; level++) {
        ptrdiff_t found = 0;
        for (size_t user = 0; user < user_count; user++) found += levels[user] == level;
        counts[level] += found;
    }
}

void cxm_funnel_walk(
    const cxm_funnel_events *events, const cxm_funnel_plan *plan, const cxm_funnel_state *state,
    unsigned variant)
{
    typedef void (*walker)(
        const cxm_funnel_events *, const cxm_funnel_plan *, const cxm_funnel_state *);
    static const walker walkers[16] = {
        walk_0, walk_1, walk_2,  walk_3,  walk_4,  walk_5,  walk_6,  walk_7,
        walk_8, walk_9, walk_10, walk_11, walk_12, walk_13, walk_14, walk_15,
    };
    const unsigned values = variant & CXM_FUNNEL_VALUES;
    if (variant != values || !cxm_funnel_walk_wide(events, plan, state))
        walkers[variant & 15u](events, plan, state);
    if (values) cxm_funnel_read_values(events, plan, state);
}
