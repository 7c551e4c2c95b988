#include "funnel_queue.h"

#if defined(__x86_64__)
#include <string.h>

enum { LANES = 8 };

/// Eight users, one a lane; `count` is 0 in unused lanes.
typedef struct {
    uint32_t slots[LANES];
    uint32_t first[LANES]; // kept event
    uint32_t count[LANES];
} group;

enum { AHEAD = 16 };

/// The next sixteen events of each lane.
typedef struct {
    __m512i times[AHEAD / 2]; // two times each, 32 bits
    __m512i classes[2];       // eight classes each, 8 bits
} events_of_lanes;

/// Eight rows become eight columns, of 64 bits.
INLINE void transpose(__m512i r[8])
{
    __m512i low[4], high[4];
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
        low[i] = _mm512_unpacklo_epi64(r[2 * i], r[2 * i + 1]);
        high[i] = _mm512_unpackhi_epi64(r[2 * i], r[2 * i + 1]);
    }
#pragma clang loop unroll(full)
    for (int odd = 0; odd < 2; odd++) {
        const __m512i *half = odd ? high : low;
        __m512i a = _mm512_shuffle_i64x2(half[0], half[1], 0x88);
        __m512i b = _mm512_shuffle_i64x2(half[2], half[3], 0x88);
        __m512i c = _mm512_shuffle_i64x2(half[0], half[1], 0xDD);
        __m512i d = _mm512_shuffle_i64x2(half[2], half[3], 0xDD);
        r[odd] = _mm512_shuffle_i64x2(a, b, 0x88);
        r[odd + 4] = _mm512_shuffle_i64x2(a, b, 0xDD);
        r[odd + 2] = _mm512_shuffle_i64x2(c, d, 0x88);
        r[odd + 6] = _mm512_shuffle_i64x2(c, d, 0xDD);
    }
}

/// Whole cache lines and a transposition: gathering the events one by one takes four times as long.
/// Lanes that have come to their end read their first events again, which are ignored.
INLINE void fetch(
    const cxm_funnel_events *e, const group *g, uint32_t done, events_of_lanes *next)
{
    uint64_t classes[2][LANES];
#pragma clang loop unroll(full)
    for (int lane = 0; lane < LANES; lane++) {
        uint32_t at = g->first[lane] + (done < g->count[lane] ? done : 0);
        next->times[lane] = _mm512_loadu_si512(e->times + at);
        memcpy(&classes[0][lane], e->classes + at, 8);
        memcpy(&classes[1][lane], e->classes + at + 8, 8);
    }
    transpose(next->times);
    next->classes[0] = _mm512_loadu_si512(classes[0]);
    next->classes[1] = _mm512_loadu_si512(classes[1]);
}

INLINE void walk_group(
    const cxm_funnel_events *e, const cxm_funnel_plan *p, const cxm_funnel_state *s,
    const group *g, const int steps, const int values, lookahead *ahead)
{
    const __m512i window = _mm512_set1_epi64(p->window);
    const __m512i base = _mm512_set1_epi64(e->time_base);
    const __m256i slots = _mm256_loadu_si256((const __m256i *)g->slots);
    const __m256i count = _mm256_loadu_si256((const __m256i *)g->count);
    const __mmask8 used = _mm256_test_epi32_mask(count, count);
    const size_t row = s->user_count;
    const __m512i zero = _mm512_setzero_si512();

    __m512i entry[9], from_first[9], from_previous[9];
    // The event that an attempt's value is taken from, or a rank of an earlier stretch; `takes`: all bits
    // where a level takes its own.
    const __m256i no_value = _mm256_set1_epi32((int)CXM_NO_VALUE);
    const __m256i first = _mm256_add_epi32(
        _mm256_loadu_si256((const __m256i *)g->first), _mm256_set1_epi32((int)CXM_VALUE_OF));
    __m256i origin[9], takes[9], top_origin = no_value;
    __mmask8 reached[10], reached_before[9];
    uint64_t levels[LANES];
    uint32_t longest = 0;
    for (int lane = 0; lane < LANES; lane++) {
        levels[lane] = s->levels[g->slots[lane]];
        longest = g->count[lane] > longest ? g->count[lane] : longest;
    }
    const __m512i level = _mm512_loadu_si512(levels);
    const __mmask8 known = _mm512_test_epi64_mask(level, level);
    const __m512i none = _mm512_set1_epi64(CXM_NO_ENTRY);
#pragma clang loop unroll(full)
    for (int k = 1; k <= steps; k++) {
        entry[k] = none;
        if (known)
            entry[k] = _mm512_mask_i32gather_epi64(
                none, known, slots, s->entries + (size_t)(k - 1) * row, 8);
        reached[k] = reached_before[k] = _mm512_cmpge_epi64_mask(level, _mm512_set1_epi64(k));
        from_first[k] = from_previous[k] = zero;
    }
#pragma clang loop unroll(full)
    for (int k = 0; values && k <= steps; k++) {
        origin[k] = no_value;
        if (known && k > 0)
            origin[k] = _mm256_mmask_i32gather_epi32(
                no_value, known, slots, s->values + (size_t)(k - 1) * row, 4);
        takes[k] = _mm256_set1_epi32(k == p->value_step ? -1 : 0);
    }
    if (values && known)
        top_origin = _mm256_mmask_i32gather_epi32(no_value, known, slots, s->level_values, 4);
    reached[steps + 1] = 0;
    __m512i arrival = zero;
    if (known) arrival = _mm512_mask_i32gather_epi64(zero, known, slots, s->arrivals, 8);
    for (uint32_t done = 0; done < longest; done += AHEAD) {
        if ((__mmask8)(used & ~reached[steps]) == 0) break;
        events_of_lanes next;
        fetch(e, g, done, &next);
        uint32_t left = longest - done < AHEAD ? longest - done : AHEAD;
        for (uint32_t q = 0; q < left; q++) {
            look_ahead(ahead);
            __m512i pair = next.times[q / 2];
            __m512i offset = q % 2 == 0 ? _mm512_and_si512(pair, _mm512_set1_epi64(0xFFFFFFFF))
                                        : _mm512_srli_epi64(pair, 32);
            __m512i time = _mm512_add_epi64(base, offset);
            __m256i class = _mm512_cvtepi64_epi32(_mm512_and_si512(
                _mm512_srli_epi64(next.classes[q / 8], 8 * (q % 8)), _mm512_set1_epi64(0xFF)));
            __mmask8 lanes = _mm256_mask_cmpgt_epi32_mask(
                used, count, _mm256_set1_epi32((int)(done + q)));
            __m512i since_arrival = _mm512_sub_epi64(time, arrival);
            __m256i here = _mm256_add_epi32(first, _mm256_set1_epi32((int)(done + q)));
#pragma clang loop unroll(full)
            for (int k = steps; k >= 1; k--) {
                __mmask8 fits = _mm256_mask_cmpeq_epi32_mask(lanes, class, _mm256_set1_epi32(k));
                __m512i from = k == 1 ? time : entry[k - 1];
                __m512i since = _mm512_sub_epi64(time, from);
                if (k > 1) fits = _mm512_mask_cmple_epi64_mask(fits, since, window);
                entry[k] = _mm512_mask_mov_epi64(entry[k], fits, from);
                __mmask8 rises = (__mmask8)(fits & ~reached[k]);
                if (values) {
                    __m256i taken =
                        _mm256_ternarylogic_epi32(takes[k], here, origin[k - 1], FIRST_CHOOSES);
                    origin[k] = _mm256_mask_mov_epi32(origin[k], fits, taken);
                    top_origin = _mm256_mask_mov_epi32(top_origin, rises, taken);
                }
                if (k > 1) from_first[k] = _mm512_mask_mov_epi64(from_first[k], rises, since);
                if (k > 2)
                    from_previous[k] =
                        _mm512_mask_mov_epi64(from_previous[k], rises, since_arrival);
                // An event of the top level, or of the one above, is the latest arrival there.
                arrival = _mm512_mask_mov_epi64(
                    arrival, (__mmask8)(fits & ~reached[k + 1]), time);
                reached[k] |= fits;
            }
        }
    }
#pragma clang loop unroll(full)
    for (int k = 1; k <= steps; k++) {
        __mmask8 rose = (__mmask8)(reached[k] & ~reached_before[k]);
        size_t start = (size_t)(k - 1) * row;
        if (!e->is_last) _mm512_mask_i32scatter_epi64(s->entries + start, used, slots, entry[k], 8);
        if (values && !e->is_last)
            _mm256_mask_i32scatter_epi32(s->values + start, used, slots, origin[k], 4);
        if (k > 1 && rose) {
            _mm512_mask_i32scatter_epi64(s->from_first + start, rose, slots, from_first[k], 8);
            if (k > 2)
                _mm512_mask_i32scatter_epi64(
                    s->from_previous + start, rose, slots, from_previous[k], 8);
        }
        for (int lane = 0; lane < LANES; lane++)
            levels[lane] = reached[k] >> lane & 1 ? (uint64_t)k : levels[lane];
    }
    if (!e->is_last) _mm512_mask_i32scatter_epi64(s->arrivals, used, slots, arrival, 8);
    if (values) _mm256_mask_i32scatter_epi32(s->level_values, used, slots, top_origin, 4);
    for (int lane = 0; lane < LANES; lane++)
        if (used >> lane & 1) s->levels[g->slots[lane]] = (uint8_t)levels[lane];
}

INLINE void walk_queue(
    const cxm_funnel_events *e, const cxm_funnel_plan *p, const cxm_funnel_state *s,
    const queue *q, const int steps, const int values)
{
    lookahead ahead = lookahead_of(e, q, LANES);
    for (size_t next = 0; next < q->users; next += LANES) {
        group g;
        memset(&g, 0, sizeof g);
        for (size_t lane = 0; lane < LANES && next + lane < q->users; lane++) {
            uint32_t user = q->order[next + lane];
            g.slots[lane] = q->slots[user];
            g.first[lane] = q->first[user];
            g.count[lane] = q->count[user];
        }
        walk_group(e, p, s, &g, steps, values, &ahead);
    }
}

// One function a number of steps, without and with values, so that neither is asked inside a loop.
#define WALKER(name, steps, values)                                                               \
    WIDE static void name(                                                                        \
        const cxm_funnel_events *e, const cxm_funnel_plan *p, const cxm_funnel_state *s,          \
        const queue *q)                                                                           \
    {                                                                                             \
        walk_queue(e, p, s, q, steps, values);                                                    \
    }
#define STEPS(n) WALKER(walk_wide_##n, n, 0) WALKER(walk_wide_values_##n, n, 1)
STEPS(2) STEPS(3) STEPS(4) STEPS(5) STEPS(6) STEPS(7) STEPS(8)

WIDE static void walk(
    const cxm_funnel_events *e, const cxm_funnel_plan *p, const cxm_funnel_state *s)
{
    typedef void (*walker)(
        const cxm_funnel_events *, const cxm_funnel_plan *, const cxm_funnel_state *,
        const queue *);
    static const walker walkers[2][9] = {
        {0, 0, walk_wide_2, walk_wide_3, walk_wide_4, walk_wide_5, walk_wide_6, walk_wide_7, walk_wide_8},
        {0, 0, walk_wide_values_2, walk_wide_values_3, walk_wide_values_4, walk_wide_values_5, walk_wide_values_6, walk_wide_values_7,
         walk_wide_values_8}};
    queue q = queue_in(s->scratch, s->user_count);
    q.users = collect_queue(e, p, s, &q);
    if (e->is_first && e->is_last)
        cxm_funnel_walk_sixteen(e, p, s, &q);
    else
        walkers[p->value_step > 0][p->step_count](e, p, s, &q);
}

int cxm_funnel_walk_wide(
    const cxm_funnel_events *events, const cxm_funnel_plan *plan, const cxm_funnel_state *state)
{
    if (plan->step_count > 8 || !__builtin_cpu_supports("avx512bw") ||
        !__builtin_cpu_supports("avx512vl") || !__builtin_cpu_supports("avx512dq"))
        return 0;
    walk(events, plan, state);
    return 1;
}

#else

int cxm_funnel_walk_wide(
    const cxm_funnel_events *events, const cxm_funnel_plan *plan, const cxm_funnel_state *state)
{
    return 0;
}

#endif
