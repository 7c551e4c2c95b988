#pragma once
#include "cxm_funnel.h"
#include "funnel_wide.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define WIDE __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,bmi2,popcnt")))
#define INLINE WIDE static inline __attribute__((always_inline))

enum {
    LONGEST = 512,
    FIRST_CHOOSES = 0xCA, // ternary logic: bits of the second where the first has them set, else of the third
};

/// Users that have something to walk, shortest first, so that the lanes of a group end together.
typedef struct {
    uint32_t *slots, *first, *count, *order;
    size_t users;
} queue;

INLINE queue queue_in(uint32_t *scratch, size_t user_count)
{
    queue q = {scratch, scratch + user_count, scratch + 2 * user_count, scratch + 3 * user_count, 0};
    return q;
}

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

INLINE size_t collect_queue(
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

/// Memory of a later stretch that is asked for while this one is walked: the walk computes, finding the
/// kept events waits for memory, and so the two overlap.
typedef struct {
    const char *next, *end;
} memory;

typedef struct {
    memory parts[3];
    int part;
    unsigned lines_a_step;
} lookahead;

INLINE lookahead lookahead_of(const cxm_funnel_events *e, const queue *q, unsigned lanes)
{
    size_t events = 0;
    for (size_t user = 0; user < q->users; user++) events += q->count[user];
    size_t bytes = e->ahead_code_bytes + e->ahead_time_bytes + e->ahead_value_bytes;
    lookahead ahead = {
        {{e->ahead_codes, e->ahead_codes + e->ahead_code_bytes},
         {e->ahead_times, e->ahead_times + e->ahead_time_bytes},
         {e->ahead_values, e->ahead_values + e->ahead_value_bytes}},
        0,
        (unsigned)(bytes / 64 / (events / lanes + 1)) + 1};
    return ahead;
}

/// The next lines of one step of the walk.
INLINE void look_ahead(lookahead *ahead)
{
    for (unsigned line = 0; line < ahead->lines_a_step; line++) {
        memory *part = &ahead->parts[ahead->part];
        if (part->next >= part->end) {
            ahead->part += ahead->part < 2;
            return;
        }
        _mm_prefetch(part->next, _MM_HINT_T1);
        part->next += 64;
    }
}

/// The walk of users whose events lie in one partition: sixteen at a time, 32 bits a time.
void cxm_funnel_walk_sixteen(
    const cxm_funnel_events *e, const cxm_funnel_plan *p, const cxm_funnel_state *s,
    const queue *q);
#endif
