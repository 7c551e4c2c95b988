#include "funnel_wide.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#define WIDE __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,bmi2,popcnt")))
#define INLINE WIDE static inline __attribute__((always_inline))

enum { LANES = 8, LONGEST = 512 };

/// Eight users, one a lane; `count` is 0 in unused lanes.
typedef struct {
    uint32_t slots[LANES];
    uint32_t first[LANES]; // kept event
    uint32_t count[LANES];
} group;

/// Users that have something to walk, shortest first, so that the lanes of a group end together.
typedef struct {
    uint32_t *slots, *first, *count, *order;
    size_t users;
} queue;

/// The first kept event of `begin ..< end` that matches step 1, or `end`.
INLINE uint32_t first_entry(const cxm_funnel_events *e, uint32_t begin, uint32_t end)
{
    for (uint32_t at = begin; at < end; at += 64) {
        __m512i classes = _mm512_loadu_si512(e->classes + at);
        uint64_t found = _mm512_cmpeq_epi8_mask(classes, _mm512_set1_epi8(1));
        if (found) {
            uint32_t entry = at + (uint32_t)__builtin_ctzll(found);
            return entry < end ? entry : end;
        }
    }
    return end;
}

INLINE size_t collect(
    const cxm_funnel_events *e, const cxm_funnel_plan *p, const cxm_funnel_state *s, queue *q)
{
    uint32_t starts[LONGEST + 2] = {0};
    size_t users = 0;
    uint32_t next = cxm_kept_before(e, e->offsets[0] - e->first_event);
    for (size_t j = 0; j < e->user_count; j++) {
        uint32_t begin = next;
        uint32_t end = next = cxm_kept_before(e, e->offsets[j + 1] - e->first_event);
        uint32_t slot = e->users[j] - e->first_user;
        // Nothing happens to a user before the first event of step 1.
        if (s->levels[slot] == 0) begin = first_entry(e, begin, end);
        uint32_t count = end - begin;
        int counts = count > 0 && s->levels[slot] != p->step_count &&
                     (!e->members || (e->members[slot / 64] >> (slot % 64) & 1));
        q->slots[users] = slot;
        q->first[users] = begin;
        q->count[users] = count;
        starts[(count < LONGEST ? count : LONGEST) + 1] += (uint32_t)counts;
        users += (size_t)counts;
    }
    for (int length = 0; length <= LONGEST; length++) starts[length + 1] += starts[length];
    for (size_t j = 0; j < users; j++) {
        uint32_t length = q->count[j] < LONGEST ? q->count[j] : LONGEST;
        q->order[starts[length]++] = (uint32_t)j;
    }
    return users;
}

/// Times and classes of four events of each lane, from kept event `at` on.
typedef struct {
    __m512i early, late; // two times each, 32 bits
    __m256i classes;     // four classes, 8 bits each
} events_of_lanes;

INLINE events_of_lanes fetch(const cxm_funnel_events *e, __m256i at, __mmask8 lanes)
{
    const __m512i zero = _mm512_setzero_si512();
    events_of_lanes four;
    four.early = _mm512_mask_i32gather_epi64(zero, lanes, at, e->times, 4);
    four.late = _mm512_mask_i32gather_epi64(
        zero, lanes, _mm256_add_epi32(at, _mm256_set1_epi32(2)), e->times, 4);
    four.classes =
        _mm256_mmask_i32gather_epi32(_mm256_setzero_si256(), lanes, at, e->classes, 1);
    return four;
}

INLINE void walk_group(
    const cxm_funnel_events *e, const cxm_funnel_plan *p, const cxm_funnel_state *s,
    const group *g, const int steps)
{
    const __m512i window = _mm512_set1_epi64(p->window);
    const __m512i base = _mm512_set1_epi64(e->time_base);
    const __m256i slots = _mm256_loadu_si256((const __m256i *)g->slots);
    const __m256i count = _mm256_loadu_si256((const __m256i *)g->count);
    const __mmask8 used = _mm256_test_epi32_mask(count, count);
    const size_t row = s->user_count;
    const __m512i zero = _mm512_setzero_si512();

    __m512i entry[9], from_first[9], from_previous[9];
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
    reached[steps + 1] = 0;
    __m512i arrival = zero;
    if (known) arrival = _mm512_mask_i32gather_epi64(zero, known, slots, s->arrivals, 8);
    __m256i at = _mm256_loadu_si256((const __m256i *)g->first);

    for (uint32_t done = 0; done < longest; done += 4) {
        if ((__mmask8)(used & ~reached[steps]) == 0) break;
        events_of_lanes four = fetch(e, at, used);
        at = _mm256_add_epi32(at, _mm256_set1_epi32(4));
#pragma clang loop unroll(full)
        for (int q = 0; q < 4; q++) {
            __m512i pair = q < 2 ? four.early : four.late;
            __m512i offset = q % 2 == 0 ? _mm512_and_si512(pair, _mm512_set1_epi64(0xFFFFFFFF))
                                        : _mm512_srli_epi64(pair, 32);
            __m512i time = _mm512_add_epi64(base, offset);
            __m256i class = _mm256_and_si256(
                _mm256_srli_epi32(four.classes, 8 * (unsigned)q), _mm256_set1_epi32(0xFF));
            __mmask8 lanes = _mm256_mask_cmpgt_epi32_mask(
                used, count, _mm256_set1_epi32((int)done + q));
            __m512i since_arrival = _mm512_sub_epi64(time, arrival);
#pragma clang loop unroll(full)
            for (int k = steps; k >= 1; k--) {
                __mmask8 fits = _mm256_mask_cmpeq_epi32_mask(lanes, class, _mm256_set1_epi32(k));
                __m512i from = k == 1 ? time : entry[k - 1];
                __m512i since = _mm512_sub_epi64(time, from);
                if (k > 1) fits = _mm512_mask_cmple_epi64_mask(fits, since, window);
                entry[k] = _mm512_mask_mov_epi64(entry[k], fits, from);
                if (k > 1) {
                    __mmask8 rises = (__mmask8)(fits & ~reached[k]);
                    from_first[k] = _mm512_mask_mov_epi64(from_first[k], rises, since);
                    from_previous[k] =
                        _mm512_mask_mov_epi64(from_previous[k], rises, since_arrival);
                }
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
        if (k > 1 && rose) {
            _mm512_mask_i32scatter_epi64(s->from_first + start, rose, slots, from_first[k], 8);
            _mm512_mask_i32scatter_epi64(
                s->from_previous + start, rose, slots, from_previous[k], 8);
        }
        for (int lane = 0; lane < LANES; lane++)
            levels[lane] = reached[k] >> lane & 1 ? (uint64_t)k : levels[lane];
    }
    if (!e->is_last) _mm512_mask_i32scatter_epi64(s->arrivals, used, slots, arrival, 8);
    for (int lane = 0; lane < LANES; lane++)
        if (used >> lane & 1) s->levels[g->slots[lane]] = (uint8_t)levels[lane];
}

INLINE void walk_queue(
    const cxm_funnel_events *e, const cxm_funnel_plan *p, const cxm_funnel_state *s,
    const queue *q, const int steps)
{
    for (size_t next = 0; next < q->users; next += LANES) {
        group g;
        memset(&g, 0, sizeof g);
        for (size_t lane = 0; lane < LANES && next + lane < q->users; lane++) {
            uint32_t user = q->order[next + lane];
            g.slots[lane] = q->slots[user];
            g.first[lane] = q->first[user];
            g.count[lane] = q->count[user];
        }
        walk_group(e, p, s, &g, steps);
    }
}

#define STEPS(n)                                                                                  \
    WIDE static void walk_wide_##n(                                                               \
        const cxm_funnel_events *e, const cxm_funnel_plan *p, const cxm_funnel_state *s,          \
        const queue *q)                                                                           \
    {                                                                                             \
        walk_queue(e, p, s, q, n);                                                                \
    }
STEPS(2) STEPS(3) STEPS(4) STEPS(5) STEPS(6) STEPS(7) STEPS(8)

WIDE static void collect_queue(
    const cxm_funnel_events *e, const cxm_funnel_plan *p, const cxm_funnel_state *s, queue *q)
{
    q->users = collect(e, p, s, q);
}

int cxm_funnel_walk_wide(
    const cxm_funnel_events *events, const cxm_funnel_plan *plan, const cxm_funnel_state *state)
{
    typedef void (*walker)(
        const cxm_funnel_events *, const cxm_funnel_plan *, const cxm_funnel_state *,
        const queue *);
    static const walker walkers[9] = {0,           0,           walk_wide_2, walk_wide_3, walk_wide_4,
                                      walk_wide_5, walk_wide_6, walk_wide_7, walk_wide_8};
    if (plan->step_count > 8 || !__builtin_cpu_supports("avx512bw") ||
        !__builtin_cpu_supports("avx512vl") || !__builtin_cpu_supports("avx512dq"))
        return 0;
    queue q = {state->scratch, state->scratch + state->user_count,
               state->scratch + 2 * state->user_count, state->scratch + 3 * state->user_count, 0};
    collect_queue(events, plan, state, &q);
    walkers[plan->step_count](events, plan, state, &q);
    return 1;
}

#else

int cxm_funnel_walk_wide(
    const cxm_funnel_events *events, const cxm_funnel_plan *plan, const cxm_funnel_state *state)
{
    return 0;
}

#endif
