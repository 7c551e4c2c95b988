#include "codes.h"
#include "cxm_groups.h"

#include <string.h>

#define CLONES __attribute__((target_clones("avx512bw", "avx2", "default")))

#if defined(__x86_64__)
#include <immintrin.h>
#define BITS __attribute__((target("bmi2,popcnt")))

static int has_bits(void)
{
    static int known = -1;
    int value = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (value < 0) {
        value = __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
        __atomic_store_n(&known, value, __ATOMIC_RELAXED);
    }
    return value;
}
#endif

CLONES static void and_two(uint64_t *out, const uint64_t *left, const uint64_t *right, size_t words)
{
    for (size_t i = 0; i < words; i++) out[i] = left[i] & right[i];
}

__attribute__((target_clones("avx512vpopcntdq", "popcnt", "default"))) size_t
cxm_count_words(const uint64_t *words, size_t count)
{
    size_t sum = 0;
    for (size_t i = 0; i < count; i++) sum += (size_t)__builtin_popcountll(words[i]);
    return sum;
}

CLONES void cxm_or_words(uint64_t *target, const uint64_t *source, size_t words)
{
    for (size_t i = 0; i < words; i++) target[i] |= source[i];
}

CLONES void cxm_and_words(uint64_t *target, const uint64_t *source, size_t words)
{
    for (size_t i = 0; i < words; i++) target[i] &= source[i];
}

CLONES void cxm_andnot_words(uint64_t *target, const uint64_t *source, size_t words)
{
    for (size_t i = 0; i < words; i++) target[i] &= ~source[i];
}

size_t cxm_and_masks(
    const uint64_t *arena, const uint32_t *offsets, size_t count, size_t words, uint64_t *out)
{
    if (count == 0)
        memset(out, 0xFF, 8 * words);
    else if (count == 1)
        memcpy(out, arena + offsets[0], 8 * words);
    else
        and_two(out, arena + offsets[0], arena + offsets[1], words);
    for (size_t i = 2; i < count; i++) cxm_and_words(out, arena + offsets[i], words);
    return cxm_count_words(out, words);
}

static int is_member(uint64_t value, const uint64_t *sorted, size_t count)
{
    const uint64_t *base = sorted;
    for (size_t left = count; left > 1;) {
        size_t half = left / 2;
        base += base[half - 1] < value ? half : 0;
        left -= half;
    }
    return *base == value;
}

void cxm_mask_members(
    const void *numbers, int width, size_t count, const uint64_t *sorted, size_t sorted_count,
    uint64_t *mask)
{
    memset(mask, 0, (count + 63) / 64 * 8);
    if (sorted_count == 0) return;
    for (size_t i = 0; i < count; i++)
        mask[i / 64] |= (uint64_t)is_member(code_at(numbers, width, i), sorted, sorted_count)
                        << (i % 64);
}

CLONES static void slot_changes(const uint16_t *slots, size_t count, uint64_t *ends)
{
    for (size_t w = 0; 64 * w < count; w++) {
        size_t most = count - 64 * w < 64 ? count - 64 * w : 64;
        uint64_t bits = 0;
        for (size_t b = 0; b < most; b++)
            bits |= (uint64_t)(slots[64 * w + b] != slots[64 * w + b + 1]) << b;
        ends[w] = bits;
    }
}

void cxm_key_ends(
    const uint16_t *slots, size_t first, size_t count, uint64_t *ends, uint64_t *keys)
{
    memset(keys, 0, 8 * CXM_BLOCK_WORDS);
    memset(ends, 0, (count + 63) / 64 * 8);
    if (first >= count) return;
    slot_changes(slots, count - 1, ends);
    ends[(count - 1) / 64] |= 1ull << ((count - 1) % 64);
    for (size_t w = 0; w < first / 64; w++) ends[w] = 0;
    ends[first / 64] &= ~0ull << (first % 64);
    for (size_t w = first / 64; 64 * w < count; w++)
        for (uint64_t bits = ends[w]; bits != 0; bits &= bits - 1) {
            uint16_t slot = slots[64 * w + (size_t)__builtin_ctzll(bits)];
            keys[slot / 64] |= 1ull << (slot % 64);
        }
}

/// Which ends close a slot with a passing row. Adding ones to the rows that are no end carries from
/// the first passing row of a slot to its end, and over the words' edges.
static inline uint64_t closing(uint64_t mask, uint64_t ends, unsigned char *carry)
{
    uint64_t inner = ~ends, sum;
    unsigned char first = __builtin_add_overflow(inner, mask & inner, &sum);
    unsigned char second = __builtin_add_overflow(sum, (uint64_t)*carry, &sum);
    *carry = first | second;
    return (sum | mask) & ends;
}

/// A stream of bits, written some at a time and read so again.
struct bit_stream {
    uint64_t words[CXM_BLOCK_WORDS + 2];
    size_t count;
};

static inline void put_bits(struct bit_stream *stream, uint64_t bits, unsigned count)
{
    size_t word = stream->count / 64, shift = stream->count % 64;
    stream->words[word] |= bits << shift;
    if (shift + count > 64) stream->words[word + 1] |= bits >> (64 - shift);
    stream->count += count;
}

static inline uint64_t take_bits(struct bit_stream *stream, unsigned count)
{
    size_t word = stream->count / 64, shift = stream->count % 64;
    uint64_t bits = stream->words[word] >> shift;
    if (shift + count > 64) bits |= stream->words[word + 1] << (64 - shift);
    stream->count += count;
    return bits;
}

#if defined(__x86_64__)
BITS static void keys_of_rows_bits(
    const uint64_t *mask, const uint64_t *ends, size_t words, const uint64_t *keys, uint64_t *out)
{
    struct bit_stream stream;
    memset(&stream, 0, sizeof stream);
    unsigned char carry = 0;
    for (size_t w = 0; w < words; w++) {
        uint64_t end = ends[w];
        uint64_t found = closing(mask[w], end, &carry);
        if (end == 0) continue;
        put_bits(&stream, _pext_u64(found, end), (unsigned)__builtin_popcountll(end));
    }
    stream.count = 0;
    for (size_t w = 0; w < CXM_BLOCK_WORDS; w++) {
        uint64_t key = keys[w];
        if (key == 0) continue;
        out[w] |= _pdep_u64(take_bits(&stream, (unsigned)__builtin_popcountll(key)), key);
    }
}
#endif

void cxm_keys_of_rows(
    const uint64_t *mask, const uint64_t *ends, size_t words, const uint64_t *keys, uint64_t *out)
{
#if defined(__x86_64__)
    if (has_bits()) {
        keys_of_rows_bits(mask, ends, words, keys, out);
        return;
    }
#endif
    unsigned char carry = 0;
    size_t key_word = 0;
    uint64_t left = keys[0];
    for (size_t w = 0; w < words; w++) {
        uint64_t found = closing(mask[w], ends[w], &carry);
        for (uint64_t end = ends[w]; end != 0; end &= end - 1) {
            while (left == 0) left = keys[++key_word];
            if (found & end & -end) out[key_word] |= left & -left;
            left &= left - 1;
        }
    }
}

size_t cxm_row_runs(
    const uint64_t *mask, size_t words, const uint16_t *slots, uint32_t *rows, uint16_t *run_slots,
    uint32_t *starts)
{
    size_t count = 0, runs = 0;
    uint32_t last = ~0u;
    for (size_t w = 0; w < words; w++)
        for (uint64_t bits = mask[w]; bits != 0; bits &= bits - 1) {
            uint32_t row = (uint32_t)(64 * w) + (uint32_t)__builtin_ctzll(bits);
            uint16_t slot = slots[row];
            rows[count] = row;
            run_slots[runs] = slot;
            starts[runs] = (uint32_t)count;
            // A new run keeps what was just written; another row of the run writes it again.
            if (slot == last) {
                count++;
                continue;
            }
            last = slot;
            count++;
            runs++;
        }
    starts[runs] = (uint32_t)count;
    return runs;
}

void cxm_order_by_slot(const uint16_t *slots, size_t count, uint32_t *places, uint32_t *order)
{
    memset(places, 0, 65537 * sizeof *places);
    for (size_t i = 0; i < count; i++) places[slots[i] + 1]++;
    for (size_t s = 1; s <= 65536; s++) places[s] += places[s - 1];
    for (size_t i = 0; i < count; i++) order[places[slots[i]]++] = (uint32_t)i;
}
