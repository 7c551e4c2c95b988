#include "cxm_scan.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define WIDE __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi2,popcnt")))

enum {
    PAGE = 4096,
    SPARSE = 6, // so few events of a word are copied one by one, and the rest of its times not read
};

static int has_wide(void)
{
    static int known = -1;
    int value = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (value < 0) {
        value = __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512vbmi") &&
                __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
        __atomic_store_n(&known, value, __ATOMIC_RELAXED);
    }
    return value;
}
#else
#define WIDE
static int has_wide(void) { return 0; }
#endif

static uint64_t tail_bits(size_t count, size_t word)
{
    size_t left = count - 64 * word;
    return left >= 64 ? ~0ull : (1ull << left) - 1;
}

#if defined(__x86_64__)
WIDE static void classify_wide(
    const uint8_t *codes, size_t count, const uint8_t *table, uint8_t *classes, uint64_t *mask)
{
    __m512i t0 = _mm512_loadu_si512(table), t1 = _mm512_loadu_si512(table + 64);
    __m512i t2 = _mm512_loadu_si512(table + 128), t3 = _mm512_loadu_si512(table + 192);
    for (size_t w = 0; 64 * w < count; w++) {
        _mm_prefetch((const char *)codes + 64 * w + PAGE, _MM_HINT_T0);
        __m512i code = _mm512_loadu_si512(codes + 64 * w);
        __m512i low = _mm512_permutex2var_epi8(t0, code, t1);
        __m512i high = _mm512_permutex2var_epi8(t2, code, t3);
        __m512i class = _mm512_mask_mov_epi8(low, _mm512_movepi8_mask(code), high);
        _mm512_storeu_si512(classes + 64 * w, class);
        mask[w] = _mm512_test_epi8_mask(class, class) & tail_bits(count, w);
    }
}
#endif

void cxm_classify_u8(
    const uint8_t *codes, size_t count, const uint8_t *table, uint8_t *classes, uint64_t *mask)
{
#if defined(__x86_64__)
    if (has_wide()) {
        classify_wide(codes, count, table, classes, mask);
        return;
    }
#endif
    for (size_t w = 0; 64 * w < count; w++) {
        uint64_t bits = 0;
        for (size_t b = 0; b < 64; b++) {
            uint8_t class = table[codes[64 * w + b]];
            classes[64 * w + b] = class;
            bits |= (uint64_t)(class != 0) << b;
        }
        mask[w] = bits & tail_bits(count, w);
    }
}

void cxm_classify_u16(
    const uint16_t *codes, size_t count, const uint8_t *table, uint8_t *classes, uint64_t *mask)
{
    for (size_t w = 0; 64 * w < count; w++) {
        uint64_t bits = 0;
        for (size_t b = 0; b < 64; b++) {
            uint8_t class = table[codes[64 * w + b]];
            classes[64 * w + b] = class;
            bits |= (uint64_t)(class != 0) << b;
        }
        mask[w] = bits & tail_bits(count, w);
    }
}

#define MASK_LOOP(condition)                                       \
    for (size_t w = 0; 64 * w < count; w++) {                      \
        uint64_t bits = 0, keep = tail_bits(count, w);             \
        size_t most = count - 64 * w < 64 ? count - 64 * w : 64;   \
        for (size_t b = 0; b < most; b++) {                        \
            size_t i = 64 * w + b;                                 \
            bits |= (uint64_t)(condition) << b;                    \
        }                                                          \
        mask[w] = bits & keep;                                     \
    }

void cxm_mask_table(
    const void *codes, int width, size_t count, const uint8_t *table, uint64_t *mask)
{
#if defined(__x86_64__)
    if (width == 1 && has_wide()) {
        uint8_t classes[4096];
        for (size_t done = 0; done < count; done += 4096) {
            size_t part = count - done < 4096 ? count - done : 4096;
            classify_wide((const uint8_t *)codes + done, part, table, classes, mask + done / 64);
        }
        return;
    }
#endif
    if (width == 1) {
        const uint8_t *code = codes;
        MASK_LOOP(table[code[i]] != 0)
    } else if (width == 2) {
        const uint16_t *code = codes;
        MASK_LOOP(table[code[i]] != 0)
    } else {
        const uint32_t *code = codes;
        MASK_LOOP(table[code[i]] != 0)
    }
}

__attribute__((target_clones("avx512bw", "avx2", "default"))) void cxm_mask_range(
    const void *numbers, int width, size_t count, uint64_t low, uint64_t high, uint64_t *mask)
{
    if (width == 1) {
        const uint8_t *number = numbers;
        MASK_LOOP(number[i] >= low && number[i] <= high)
    } else if (width == 2) {
        const uint16_t *number = numbers;
        MASK_LOOP(number[i] >= low && number[i] <= high)
    } else if (width == 4) {
        const uint32_t *number = numbers;
        MASK_LOOP(number[i] >= low && number[i] <= high)
    } else {
        const uint64_t *number = numbers;
        MASK_LOOP(number[i] >= low && number[i] <= high)
    }
}

__attribute__((target_clones("avx512bw", "avx2", "default"))) void cxm_mask_range_f64(
    const double *number, size_t count, double low, double high, uint64_t *mask)
{
    MASK_LOOP(number[i] >= low && number[i] <= high)
}

#if defined(__x86_64__)
WIDE static size_t compact_wide(
    const uint8_t *classes, const uint32_t *times, const uint64_t *mask, size_t words,
    uint8_t *kept_classes, uint32_t *kept_times, uint32_t *positions, uint32_t *before)
{
    size_t kept = 0;
    const __m512i lanes =
        _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (size_t w = 0; w < words; w++) {
        uint64_t bits = mask[w];
        before[w] = (uint32_t)kept;
        if (bits == 0) continue;
        if (_mm_popcnt_u64(bits) <= SPARSE) {
            for (; bits != 0; bits &= bits - 1) {
                size_t at = 64 * w + (size_t)__builtin_ctzll(bits);
                kept_classes[kept] = classes[at];
                kept_times[kept] = times[at];
                if (positions) positions[kept] = (uint32_t)at;
                kept++;
            }
            continue;
        }
        __m512i class = _mm512_loadu_si512(classes + 64 * w);
        _mm512_storeu_si512(kept_classes + kept, _mm512_maskz_compress_epi8(bits, class));
        for (int quarter = 0; quarter < 4; quarter++) {
            __mmask16 part = (__mmask16)(bits >> (16 * quarter));
            size_t at = 64 * w + 16 * (size_t)quarter;
            // Processors do not fetch ahead over the end of a page of memory by themselves.
            _mm_prefetch((const char *)(times + at) + PAGE, _MM_HINT_T0);
            __m512i time = _mm512_loadu_si512(times + at);
            _mm512_storeu_si512(kept_times + kept, _mm512_maskz_compress_epi32(part, time));
            if (positions) {
                __m512i index = _mm512_add_epi32(lanes, _mm512_set1_epi32((int)at));
                _mm512_storeu_si512(positions + kept, _mm512_maskz_compress_epi32(part, index));
            }
            kept += (size_t)_mm_popcnt_u32(part);
        }
    }
    before[words] = (uint32_t)kept;
    return kept;
}
#endif

size_t cxm_compact(
    const uint8_t *classes, const uint32_t *times, const uint64_t *mask, size_t words,
    uint8_t *kept_classes, uint32_t *kept_times, uint32_t *positions, uint32_t *before)
{
#if defined(__x86_64__)
    if (has_wide())
        return compact_wide(
            classes, times, mask, words, kept_classes, kept_times, positions, before);
#endif
    size_t kept = 0;
    for (size_t w = 0; w < words; w++) {
        before[w] = (uint32_t)kept;
        for (uint64_t bits = mask[w]; bits != 0; bits &= bits - 1) {
            size_t at = 64 * w + (size_t)__builtin_ctzll(bits);
            kept_classes[kept] = classes[at];
            kept_times[kept] = times[at];
            if (positions) positions[kept] = (uint32_t)at;
            kept++;
        }
    }
    before[words] = (uint32_t)kept;
    return kept;
}

__attribute__((target_clones("avx512bw", "avx2", "default"))) int cxm_has_disorder(
    const uint8_t *classes, const uint32_t *times, size_t count, int equal_too)
{
    int found = 0;
    if (equal_too) {
        for (size_t i = 0; i + 1 < count; i++)
            found |= (times[i] == times[i + 1]) & (classes[i] >= classes[i + 1]);
        return found;
    }
    for (size_t i = 0; i + 1 < count; i++)
        found |= (times[i] == times[i + 1]) & (classes[i] > classes[i + 1]);
    return found;
}

#if defined(__x86_64__)
WIDE static void time_changes_wide(const uint32_t *times, size_t count, uint64_t *moments)
{
    for (size_t w = 0; 64 * w < count; w++) {
        const uint32_t *time = times + 64 * w;
        uint64_t bits = 0;
        for (int quarter = 0; quarter < 4; quarter++) {
            __m512i now = _mm512_loadu_si512(time + 16 * quarter);
            // The element before the column's first belongs to the header: its bit is set below.
            __m512i before = _mm512_loadu_si512(time + 16 * quarter - 1);
            bits |= (uint64_t)_mm512_cmpneq_epi32_mask(now, before) << (16 * quarter);
        }
        moments[w] = bits & tail_bits(count, w);
    }
    moments[0] |= 1;
}
#endif

static void time_changes(const uint32_t *times, size_t count, uint64_t *moments)
{
#if defined(__x86_64__)
    if (has_wide()) {
        time_changes_wide(times, count, moments);
        return;
    }
#endif
    for (size_t w = 0; 64 * w < count; w++) {
        uint64_t bits = w == 0;
        size_t most = count - 64 * w < 64 ? count - 64 * w : 64;
        for (size_t b = w == 0; b < most; b++) {
            size_t i = 64 * w + b;
            bits |= (uint64_t)(times[i] != times[i - 1]) << b;
        }
        moments[w] = bits;
    }
}

static void recorded_changes(
    const uint8_t *same, size_t same_offset, size_t count, uint64_t *moments)
{
    for (size_t w = 0; 64 * w < count; w++) {
        uint64_t bits;
        memcpy(&bits, same + same_offset / 8 + 8 * w, 8);
        moments[w] = ~bits & tail_bits(count, w);
    }
}

void cxm_moment_starts(
    const uint32_t *times, size_t count, const uint8_t *same, size_t same_offset,
    const uint32_t *offsets, size_t user_count, uint32_t first_event, uint64_t *moments)
{
    if (same)
        recorded_changes(same, same_offset, count, moments);
    else
        time_changes(times, count, moments);
    for (size_t j = 0; j < user_count; j++) {
        uint32_t event = offsets[j] - first_event;
        moments[event / 64] |= 1ull << (event % 64);
    }
}

void cxm_passing_moments(uint64_t *moments, const uint64_t *passing, size_t words)
{
    int open = 0; // a moment has begun and none of its events has passed yet
    for (size_t w = 0; w < words; w++) {
        uint64_t starts = moments[w], pass = passing[w], moved = 0;
        if (pass == ~0ull && !open) continue;
        for (uint64_t any = starts | pass; any != 0; any &= any - 1) {
            uint64_t bit = any & -any;
            if (starts & bit) open = 1;
            if ((pass & bit) && open) {
                moved |= bit;
                open = 0;
            }
        }
        moments[w] = moved;
    }
}

void cxm_bits_before(const uint64_t *bits, size_t words, uint32_t *before)
{
    uint32_t count = 0;
    for (size_t w = 0; w < words; w++) {
        before[w] = count;
        count += (uint32_t)__builtin_popcountll(bits[w]);
    }
    before[words] = count;
}

void cxm_gather_table(
    const void *codes, int width, const uint32_t *positions, size_t count, const uint32_t *table,
    uint32_t *out)
{
    if (width == 1) {
        for (size_t i = 0; i < count; i++) out[i] = table[((const uint8_t *)codes)[positions[i]]];
    } else if (width == 2) {
        for (size_t i = 0; i < count; i++) out[i] = table[((const uint16_t *)codes)[positions[i]]];
    } else {
        for (size_t i = 0; i < count; i++) out[i] = table[((const uint32_t *)codes)[positions[i]]];
    }
}

/// Whether a moment starts after event `from`, up to and with event `to`.
static int starts_between(const uint64_t *moments, uint32_t from, uint32_t to)
{
    for (uint32_t i = from + 1; i <= to; i++)
        if (moments[i / 64] >> (i % 64) & 1) return 1;
    return 0;
}

void cxm_order_moments(
    uint8_t *classes, const uint32_t *positions, uint32_t *values, size_t count,
    const uint64_t *moments)
{
    for (size_t first = 0, end; first < count; first = end) {
        end = first + 1;
        while (end < count && !starts_between(moments, positions[end - 1], positions[end])) end++;
        if (end == first + 1) continue;
        for (size_t i = first + 1; i < end; i++) {
            uint8_t class = classes[i];
            uint32_t value = values ? values[i] : 0;
            size_t at = i;
            for (; at > first && classes[at - 1] > class; at--) {
                classes[at] = classes[at - 1];
                if (values) values[at] = values[at - 1];
            }
            classes[at] = class;
            if (values) values[at] = value;
        }
        for (size_t i = first; values && i < end;) {
            size_t next = i;
            uint32_t least = values[i];
            for (; next < end && classes[next] == classes[i]; next++)
                if (values[next] < least) least = values[next];
            for (; i < next; i++) values[i] = least;
        }
    }
}
