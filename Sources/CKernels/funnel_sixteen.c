#include "funnel_queue.h"

#if defined(__x86_64__)
#include <string.h>

enum { LANES = 16, AHEAD = 16 };

/// Sixteen users, one a lane; `count` is 0 in unused lanes.
typedef struct {
    uint32_t slots[LANES];
    uint32_t first[LANES]; // kept event
    uint32_t count[LANES];
} group;

/// The next sixteen events of each lane.
typedef struct {
    __m512i times[AHEAD];       // one event of every lane
    __m512i classes[AHEAD / 4]; // four events, 8 bits each
} events_of_lanes;

/// Sixteen rows become sixteen columns, of 32 bits.
INLINE void transpose(__m512i r[16])
{
    __m512i a[16], b[16];
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i += 2) {
        a[i] = _mm512_unpacklo_epi32(r[i], r[i + 1]);
        a[i + 1] = _mm512_unpackhi_epi32(r[i], r[i + 1]);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i += 4) {
        b[i] = _mm512_unpacklo_epi64(a[i], a[i + 2]);
        b[i + 1] = _mm512_unpackhi_epi64(a[i], a[i + 2]);
        b[i + 2] = _mm512_unpacklo_epi64(a[i + 1], a[i + 3]);
        b[i + 3] = _mm512_unpackhi_epi64(a[i + 1], a[i + 3]);
    }
    // b[4 * j + i] holds, in quarter q, column 4 * q + i of rows 4 * j to 4 * j + 3.
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
        __m512i even = _mm512_shuffle_i32x4(b[i], b[4 + i], 0x88);
        __m512i odd = _mm512_shuffle_i32x4(b[i], b[4 + i], 0xDD);
        __m512i even_below = _mm512_shuffle_i32x4(b[8 + i], b[12 + i], 0x88);
        __m512i odd_below = _mm512_shuffle_i32x4(b[8 + i], b[12 + i], 0xDD);
        r[i] = _mm512_shuffle_i32x4(even, even_below, 0x88);
        r[8 + i] = _mm512_shuffle_i32x4(even, even_below, 0xDD);
        r[4 + i] = _mm512_shuffle_i32x4(odd, odd_below, 0x88);
        r[12 + i] = _mm512_shuffle_i32x4(odd, odd_below, 0xDD);
    }
}

/// Whole cache lines and a transposition: gathering the events one by one takes several times as
/// long. Lanes that have come to their end read their first events again, which are ignored.
INLINE void fetch(
    const cxm_funnel_events *e, const group *g, uint32_t done, events_of_lanes *next)
{
    uint32_t classes[AHEAD / 4][LANES];
#pragma clang loop unroll(full)
    for (int lane = 0; lane < LANES; lane++) {
        uint32_t at = g->first[lane] + (done < g->count[lane] ? done : 0);
        next->times[lane] = _mm512_loadu_si512(e->times + at);
#pragma clang loop unroll(full)
        for (int four = 0; four < AHEAD / 4; four++)
            memcpy(&classes[four][lane], e->classes + at + 4 * four, 4);
    }
    transpose(next->times);
#pragma clang loop unroll(full)
    for (int four = 0; four < AHEAD / 4; four++)
        next->classes[four] = _mm512_loadu_si512(classes[four]);
}

/// to[slot] = value for the lanes of `lanes`.
INLINE void scatter(int64_t *to, __mmask16 lanes, __m512i slots, __m512i values)
{
    _mm512_mask_i32scatter_epi64(
        to, (__mmask8)lanes, _mm512_castsi512_si256(slots),
        _mm512_cvtepu32_epi64(_mm512_castsi512_si256(values)), 8);
    _mm512_mask_i32scatter_epi64(
        to, (__mmask8)(lanes >> 8), _mm512_extracti64x4_epi64(slots, 1),
        _mm512_cvtepu32_epi64(_mm512_extracti64x4_epi64(values, 1)), 8);
}

INLINE void walk_group(
    const cxm_funnel_events *e, const cxm_funnel_plan *p, const cxm_funnel_state *s,
    const group *g, const int steps, const int values, lookahead *ahead)
{
    const uint32_t limit = p->window > UINT32_MAX ? UINT32_MAX : (uint32_t)p->window;
    const __m512i window = _mm512_set1_epi32((int)limit);
    const __m512i slots = _mm512_loadu_si512(g->slots), count = _mm512_loadu_si512(g->count);
    const __mmask16 used = _mm512_test_epi32_mask(count, count);
    const size_t row = s->user_count;

    __m512i entry[9], from_first[9], from_previous[9];
    __m512i arrival = _mm512_setzero_si512();
    // The event that an attempt's value is taken from; `takes`: all bits where a level takes its own.
    const __m512i no_value = _mm512_set1_epi32((int)CXM_NO_VALUE);
    const __m512i first = _mm512_add_epi32(
        _mm512_loadu_si512(g->first), _mm512_set1_epi32((int)CXM_VALUE_OF));
    __m512i origin[9], takes[9], top_origin = no_value;
    __mmask16 reached[10] = {0};
    uint32_t longest = 0;
    for (int lane = 0; lane < LANES; lane++)
        longest = g->count[lane] > longest ? g->count[lane] : longest;
#pragma clang loop unroll(full)
    for (int k = 1; k <= steps; k++)
        entry[k] = from_first[k] = from_previous[k] = _mm512_setzero_si512();
#pragma clang loop unroll(full)
    for (int k = 0; values && k <= steps; k++) {
        origin[k] = no_value;
        takes[k] = _mm512_set1_epi32(k == p->value_step ? -1 : 0);
    }

    for (uint32_t done = 0; done < longest; done += AHEAD) {
        if ((__mmask16)(used & ~reached[steps]) == 0) break;
        events_of_lanes next;
        fetch(e, g, done, &next);
        uint32_t left = longest - done < AHEAD ? longest - done : AHEAD;
        for (uint32_t q = 0; q < left; q++) {
            look_ahead(ahead);
            __m512i time = next.times[q];
            __m512i class = _mm512_and_si512(
                _mm512_srli_epi32(next.classes[q / 4], 8 * (q % 4)), _mm512_set1_epi32(0xFF));
            __mmask16 lanes = _mm512_mask_cmpgt_epu32_mask(
                used, count, _mm512_set1_epi32((int)(done + q)));
            __m512i since_arrival = _mm512_sub_epi32(time, arrival);
            __m512i here = _mm512_add_epi32(first, _mm512_set1_epi32((int)(done + q)));
#pragma clang loop unroll(full)
            for (int k = steps; k >= 1; k--) {
                __mmask16 fits = _mm512_mask_cmpeq_epi32_mask(
                    k == 1 ? lanes : (__mmask16)(lanes & reached[k - 1]), class,
                    _mm512_set1_epi32(k));
                __m512i from = k == 1 ? time : entry[k - 1];
                __m512i since = _mm512_sub_epi32(time, from);
                if (k > 1) fits = _mm512_mask_cmple_epu32_mask(fits, since, window);
                entry[k] = _mm512_mask_mov_epi32(entry[k], fits, from);
                __mmask16 rises = (__mmask16)(fits & ~reached[k]);
                if (values) {
                    __m512i taken =
                        _mm512_ternarylogic_epi32(takes[k], here, origin[k - 1], FIRST_CHOOSES);
                    origin[k] = _mm512_mask_mov_epi32(origin[k], fits, taken);
                    top_origin = _mm512_mask_mov_epi32(top_origin, rises, taken);
                }
                if (k > 1) from_first[k] = _mm512_mask_mov_epi32(from_first[k], rises, since);
                if (k > 2)
                    from_previous[k] =
                        _mm512_mask_mov_epi32(from_previous[k], rises, since_arrival);
                // An event of the top level, or of the one above, is the latest arrival there.
                arrival = _mm512_mask_mov_epi32(
                    arrival, (__mmask16)(fits & ~reached[k + 1]), time);
                reached[k] |= fits;
            }
        }
    }
    uint8_t levels[LANES] = {0};
#pragma clang loop unroll(full)
    for (int k = 1; k <= steps; k++) {
        size_t start = (size_t)(k - 1) * row;
        if (k > 1 && reached[k]) {
            scatter(s->from_first + start, reached[k], slots, from_first[k]);
            if (k > 2) scatter(s->from_previous + start, reached[k], slots, from_previous[k]);
        }
        for (int lane = 0; lane < LANES; lane++)
            levels[lane] = reached[k] >> lane & 1 ? (uint8_t)k : levels[lane];
    }
    for (int lane = 0; lane < LANES; lane++)
        if (used >> lane & 1) s->levels[g->slots[lane]] = levels[lane];
    if (values) _mm512_mask_i32scatter_epi32(s->level_values, used, slots, top_origin, 4);
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
#define STEPS(n) WALKER(walk_##n, n, 0) WALKER(walk_values_##n, n, 1)
STEPS(2) STEPS(3) STEPS(4) STEPS(5) STEPS(6) STEPS(7) STEPS(8)

void cxm_funnel_walk_sixteen(
    const cxm_funnel_events *e, const cxm_funnel_plan *p, const cxm_funnel_state *s,
    const queue *q)
{
    typedef void (*walker)(
        const cxm_funnel_events *, const cxm_funnel_plan *, const cxm_funnel_state *,
        const queue *);
    static const walker walkers[2][9] = {
        {0, 0, walk_2, walk_3, walk_4, walk_5, walk_6, walk_7, walk_8},
        {0, 0, walk_values_2, walk_values_3, walk_values_4, walk_values_5, walk_values_6, walk_values_7,
         walk_values_8}};
    walkers[p->value_step > 0][p->step_count](e, p, s, q);
}
#endif
