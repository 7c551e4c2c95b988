#include "cxm_durations.h"

#define FAST __attribute__((target_clones("avx512bw", "avx2", "default")))

static inline uint32_t bucket_of(uint32_t value)
{
    if (value < 64) return value;
    uint32_t exponent = 31 - (uint32_t)__builtin_clz(value);
    return 64 * (exponent - 5) + ((value >> (exponent - 6)) & 63);
}

uint64_t cxm_duration_bucket_low(uint32_t bucket)
{
    if (bucket < 64) return bucket;
    return (uint64_t)(64 + bucket % 64) << (bucket / 64 - 1);
}

FAST static void count_at_most(
    const uint32_t *values, size_t count, const uint32_t *bounds, size_t bound_count,
    uint64_t *at_most)
{
    enum { BLOCK = 4096 }; // stays in the first-level cache while all bounds go over it
    for (size_t done = 0; done < count; done += BLOCK) {
        size_t most = count - done < BLOCK ? count - done : BLOCK;
        for (size_t b = 0; b < bound_count; b++) {
            uint32_t found = 0;
            for (size_t i = 0; i < most; i++) found += values[done + i] <= bounds[b];
            at_most[b] += found;
        }
    }
}

uint64_t cxm_durations_tally(
    const uint32_t *values, size_t count, const uint32_t *bounds, size_t bound_count,
    uint64_t *at_most, uint32_t *buckets)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += values[i];
        buckets[bucket_of(values[i])]++;
    }
    count_at_most(values, count, bounds, bound_count, at_most);
    return sum;
}

#if defined(__x86_64__)
#include <immintrin.h>
#define WIDE __attribute__((target("avx512f,avx512vl,popcnt")))

WIDE static size_t between_wide(
    const uint32_t *values, size_t count, uint32_t low, uint32_t high, uint32_t *out)
{
    const __m512i from = _mm512_set1_epi32((int)low), to = _mm512_set1_epi32((int)high);
    size_t found = 0, i = 0;
    for (; i + 16 <= count; i += 16) {
        __m512i value = _mm512_loadu_si512(values + i);
        __mmask16 inside = _mm512_mask_cmple_epu32_mask(
            _mm512_cmpge_epu32_mask(value, from), value, to);
        if (inside == 0) continue;
        _mm512_storeu_si512(out + found, _mm512_maskz_compress_epi32(inside, value));
        found += (size_t)_mm_popcnt_u32(inside);
    }
    for (; i < count; i++)
        if (values[i] >= low && values[i] <= high) out[found++] = values[i];
    return found;
}

WIDE static size_t collect_wide(
    const uint8_t *levels, size_t user_count, int level, const int64_t *durations, uint32_t *out,
    int *has_long)
{
    const __m128i least = _mm_set1_epi8((char)level);
    __m512i seen = _mm512_setzero_si512();
    size_t count = 0, user = 0;
    for (; user + 8 <= user_count; user += 8) {
        __m128i eight = _mm_loadl_epi64((const __m128i *)(levels + user));
        // Levels are at most 32: equal to the greater of both means at least.
        __m128i reached = _mm_cmpeq_epi8(_mm_max_epu8(eight, least), eight);
        __mmask8 counts = (__mmask8)(_mm_movemask_epi8(reached) & 0xFF);
        if (counts == 0) continue;
        __m512i duration = _mm512_loadu_si512(durations + user);
        seen = _mm512_mask_or_epi64(seen, counts, seen, duration);
        __m256i narrow = _mm256_maskz_compress_epi32(counts, _mm512_cvtepi64_epi32(duration));
        _mm256_storeu_si256((__m256i *)(out + count), narrow);
        count += (size_t)_mm_popcnt_u32(counts);
    }
    uint64_t any = (uint64_t)_mm512_reduce_or_epi64(seen);
    for (; user < user_count; user++) {
        if (levels[user] < level) continue;
        any |= (uint64_t)durations[user];
        out[count++] = (uint32_t)durations[user];
    }
    *has_long = any >> 32 != 0;
    return count;
}

static int has_wide(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl");
}
#endif

size_t cxm_durations_between(
    const uint32_t *values, size_t count, uint32_t low, uint32_t high, uint32_t *out)
{
#if defined(__x86_64__)
    if (has_wide()) return between_wide(values, count, low, high, out);
#endif
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        if (values[i] >= low && values[i] <= high) out[found++] = values[i];
    return found;
}

size_t cxm_durations_collect(
    const uint8_t *levels, size_t user_count, int level, const int64_t *durations, uint32_t *out,
    int *has_long)
{
#if defined(__x86_64__)
    if (has_wide()) return collect_wide(levels, user_count, level, durations, out, has_long);
#endif
    size_t count = 0;
    uint64_t seen = 0;
    for (size_t user = 0; user < user_count; user++) {
        uint64_t counts = levels[user] >= level;
        out[count] = (uint32_t)durations[user];
        seen |= (uint64_t)durations[user] & -counts;
        count += counts;
    }
    *has_long = seen >> 32 != 0;
    return count;
}

size_t cxm_durations_pick(
    const uint8_t *levels, const uint32_t *slots, size_t slot_count, int level,
    const int64_t *durations, uint32_t *out, int *has_long)
{
    size_t count = 0;
    uint64_t seen = 0;
    for (size_t i = 0; i < slot_count; i++) {
        uint64_t counts = levels[slots[i]] >= level;
        uint64_t duration = (uint64_t)durations[slots[i]];
        out[count] = (uint32_t)duration;
        seen |= duration & -counts;
        count += counts;
    }
    *has_long = seen >> 32 != 0;
    return count;
}
