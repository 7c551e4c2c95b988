#include "cxm_postings.h"
#include "cxm_scan.h"

enum { CHUNK = 4096 };

void cxm_count_codes(const void *codes, int width, size_t count, uint32_t *counts)
{
    // Neighbours often have the same code: two tables keep one count from waiting for the other.
    if (width == 1) {
        const uint8_t *bytes = codes;
        uint32_t other[256] = {0};
        size_t i = 0;
        for (; i + 1 < count; i += 2) {
            counts[bytes[i]]++;
            other[bytes[i + 1]]++;
        }
        if (i < count) counts[bytes[i]]++;
        for (int code = 0; code < 256; code++) counts[code] += other[code];
    } else {
        const uint16_t *words = codes;
        for (size_t i = 0; i < count; i++) counts[words[i]]++;
    }
}

void cxm_postings_collect(
    const cxm_posting_source *source, const uint8_t *lists, size_t list_count, uint32_t *cursors,
    uint32_t *starts, uint16_t *users, uint32_t *times)
{
    uint8_t classes[CHUNK];
    uint64_t mask[CHUNK / 64];
    size_t user = 0, next_block = 0;
    for (size_t first = 0; first < source->event_count; first += CHUNK) {
        size_t count = source->event_count - first;
        if (count > CHUNK) count = CHUNK;
        if (source->event_width == 1)
            cxm_classify_u8((const uint8_t *)source->events + first, count, lists, classes, mask);
        else
            cxm_classify_u16((const uint16_t *)source->events + first, count, lists, classes, mask);
        for (size_t word = 0; 64 * word < count; word++) {
            for (uint64_t bits = mask[word]; bits; bits &= bits - 1) {
                size_t at = 64 * word + (size_t)__builtin_ctzll(bits), event = first + at;
                while (source->offsets[user + 1] <= event) user++;
                uint32_t number = source->users[user];
                for (; next_block <= number >> 16; next_block++)
                    for (size_t list = 0; list < list_count; list++)
                        starts[list * source->block_count + next_block] = cursors[list];
                uint32_t place = cursors[classes[at] - 1]++;
                users[place] = (uint16_t)number;
                times[place] = source->times[event];
            }
        }
    }
    for (; next_block < source->block_count; next_block++)
        for (size_t list = 0; list < list_count; list++)
            starts[list * source->block_count + next_block] = cursors[list];
}

static inline int is_member(const uint64_t *members, uint32_t slot)
{
    return !members || (members[slot / 64] >> (slot % 64) & 1);
}

static size_t keys_one_by_one(const cxm_posting_part *part, size_t from, uint64_t *keys)
{
    size_t kept = 0;
    for (size_t i = from; i < part->count; i++) {
        uint32_t time = part->times[i];
        keys[kept] = ((uint64_t)part->users[i] << CXM_KEY_TIME_BITS) + time + part->offset;
        kept += (size_t)(time >= part->from && time <= part->to &&
                         is_member(part->members, part->users[i] - (uint16_t)part->first_user));
    }
    return kept;
}

#if defined(__x86_64__)
#include <immintrin.h>
#define WIDE __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,popcnt")))

WIDE static size_t keys_eight_by_eight(const cxm_posting_part *part, uint64_t *keys)
{
    const __m256i from = _mm256_set1_epi32((int)part->from);
    const __m256i to = _mm256_set1_epi32((int)part->to);
    const __m512i offset = _mm512_set1_epi64((long long)part->offset);
    const __m512i first = _mm512_set1_epi64((uint16_t)part->first_user);
    size_t kept = 0, i = 0;
    for (; i + 8 <= part->count; i += 8) {
        __m512i users = _mm512_cvtepu16_epi64(_mm_loadu_si128((const __m128i *)(part->users + i)));
        __m256i times = _mm256_loadu_si256((const __m256i *)(part->times + i));
        __mmask8 fits = _mm256_mask_cmple_epu32_mask(_mm256_cmpge_epu32_mask(times, from), times, to);
        if (part->members) {
            __m512i slots = _mm512_sub_epi64(users, first);
            __m512i words = _mm512_i64gather_epi64(_mm512_srli_epi64(slots, 6), part->members, 8);
            __m512i bits = _mm512_srlv_epi64(
                words, _mm512_and_si512(slots, _mm512_set1_epi64(63)));
            fits = _mm512_mask_test_epi64_mask(fits, bits, _mm512_set1_epi64(1));
        }
        __m512i found = _mm512_add_epi64(
            _mm512_slli_epi64(users, CXM_KEY_TIME_BITS),
            _mm512_add_epi64(_mm512_cvtepu32_epi64(times), offset));
        // Through a register: compressing to memory takes many times as long on some processors.
        _mm512_storeu_si512(keys + kept, _mm512_maskz_compress_epi64(fits, found));
        kept += (size_t)__builtin_popcount(fits);
    }
    return kept + keys_one_by_one(part, i, keys + kept);
}
#endif

size_t cxm_posting_keys(const cxm_posting_part *part, uint64_t *keys)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq"))
        return keys_eight_by_eight(part, keys);
#endif
    return keys_one_by_one(part, 0, keys);
}

void cxm_posting_merge(
    const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count, uint64_t *keys)
{
    size_t i = 0, j = 0, out = 0;
    while (i < a_count && j < b_count) {
        uint64_t x = a[i], y = b[j];
        int first = x <= y;
        keys[out++] = first ? x : y;
        i += (size_t)first;
        j += (size_t)!first;
    }
    while (i < a_count) keys[out++] = a[i++];
    while (j < b_count) keys[out++] = b[j++];
}

void cxm_posting_entries(const uint64_t *keys, size_t count, cxm_posting_arrivals *arrivals)
{
    size_t found = 0;
    uint64_t last = CXM_NO_KEY;
    for (size_t i = 0; i < count; i++) {
        uint64_t user = keys[i] >> CXM_KEY_TIME_BITS;
        arrivals->users[found] = (uint16_t)user;
        found += (size_t)(user != last);
        last = user;
    }
    arrivals->count = found;
}

size_t cxm_posting_step(
    const uint64_t *before, const uint64_t *entries, const uint64_t *keys, size_t count,
    uint64_t window, uint64_t *out, uint64_t *out_entries, cxm_posting_arrivals *arrivals)
{
    size_t at = 0, kept = 0, risen = 0;
    uint64_t last = CXM_NO_KEY;
    for (size_t i = 0; i < count; i++) {
        uint64_t key = keys[i];
        // Four at a time: how far to go is a toss of a coin, that it is less than four is not.
        size_t passed;
        do {
            passed = (size_t)(before[at + 1] <= key) + (size_t)(before[at + 2] <= key) +
                     (size_t)(before[at + 3] <= key) + (size_t)(before[at + 4] <= key);
            at += passed;
        } while (passed == 4);
        uint64_t arrival = before[at], entry = entries[at];
        uint64_t user = key >> CXM_KEY_TIME_BITS;
        int fits = (user == arrival >> CXM_KEY_TIME_BITS) & (key - entry <= window);
        int rises = fits & (user != last);
        out[kept] = key;
        out_entries[kept] = entry;
        kept += (size_t)fits;
        arrivals->users[risen] = (uint16_t)user;
        arrivals->from_first[risen] = (int64_t)(key - entry);
        arrivals->from_previous[risen] = (int64_t)(key - arrival);
        risen += (size_t)rises;
        last = rises ? user : last;
    }
    arrivals->count = risen;
    return kept;
}
