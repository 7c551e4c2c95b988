#include "cduckdb.h"

#include <string.h>

// Twice the rows of a DuckDB vector, so that a table is at most half full.
enum { slot_count = 4096, inline_length = 12 };

static inline uint64_t word_at(const void *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

// The length and the first four bytes.
static inline uint64_t head_of(const duckdb_text *text) { return word_at(text); }

// The rest of a text that lies inline, else where its bytes are.
static inline uint64_t tail_of(const duckdb_text *text) { return word_at(&text->tail); }

// DuckDB copies a long text for every row it is in, so these are told apart by their bytes.
static inline bool are_equal(const duckdb_text *one, const duckdb_text *other) {
    if (head_of(one) != head_of(other)) return false;
    if (tail_of(one) == tail_of(other)) return true;
    return one->length > inline_length
        && memcmp(one->tail.pointer, other->tail.pointer, one->length) == 0;
}

static inline uint64_t mix(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

static inline uint32_t slot_of(const duckdb_text *text) {
    uint64_t hash = mix(0, head_of(text));
    if (text->length <= inline_length) {
        hash = mix(hash, tail_of(text));
    } else {
        const char *bytes = text->tail.pointer;
        const char *last = bytes + text->length - sizeof hash;  // may overlap the one before
        for (; bytes < last; bytes += sizeof hash) hash = mix(hash, word_at(bytes));
        hash = mix(hash, word_at(last));
    }
    return (uint32_t)(hash >> 20) % slot_count;
}

static inline bool is_present(const uint64_t *validity, uint32_t row) {
    return validity == NULL || (validity[row / 64] >> (row % 64) & 1);
}

uint32_t cduckdb_encode_texts(
    const duckdb_text *texts, const uint64_t *validity, uint32_t rows, uint32_t first_code,
    uint32_t *codes, const duckdb_text **values, uint64_t *value_bytes) {
    uint16_t slots[slot_count];  // one more than an index into `values`; 0 is free
    memset(slots, 0, sizeof slots);
    uint32_t count = 0;
    uint64_t bytes = 0;
    const duckdb_text *previous = NULL;
    uint32_t previous_code = 0;
    for (uint32_t row = 0; row < rows; row++) {
        if (!is_present(validity, row)) {
            codes[row] = 0;
            continue;
        }
        if (previous != NULL && are_equal(&texts[row], previous)) {
            codes[row] = previous_code;
            continue;
        }
        uint32_t slot = slot_of(&texts[row]);
        for (;; slot = (slot + 1) % slot_count) {
            if (slots[slot] == 0) {
                values[count] = &texts[row];
                bytes += texts[row].length;
                slots[slot] = (uint16_t)++count;
                break;
            }
            if (are_equal(&texts[row], values[slots[slot] - 1])) break;
        }
        previous = &texts[row];
        previous_code = first_code + slots[slot] - 1;
        codes[row] = previous_code;
    }
    *value_bytes = bytes;
    return count;
}

void cduckdb_copy_texts(
    const duckdb_text *const *values, uint32_t count, uint8_t *bytes, uint32_t start,
    uint32_t *ends) {
    uint32_t end = start;
    for (uint32_t index = 0; index < count; index++) {
        const duckdb_text *text = values[index];
        const char *inlined = (const char *)text + sizeof text->length;
        const char *from = text->length <= inline_length ? inlined : text->tail.pointer;
        memcpy(bytes + (end - start), from, text->length);
        end += text->length;
        ends[index] = end;
    }
}

uint32_t cduckdb_append_bits(
    const uint64_t *source, uint32_t rows, uint64_t *target, uint64_t offset) {
    uint32_t zeros = 0;
    for (uint32_t row = 0; row < rows; row += 64) {
        uint32_t width = rows - row < 64 ? rows - row : 64;
        uint64_t mask = width == 64 ? ~0ull : (1ull << width) - 1;
        uint64_t bits = source[row / 64] & mask;
        zeros += width - (uint32_t)__builtin_popcountll(bits);
        uint64_t at = offset + row;
        target[at / 64] |= bits << (at % 64);
        // The second word exists only where the bits cross into it.
        if (at % 64 != 0 && at % 64 + width > 64) target[at / 64 + 1] |= bits >> (64 - at % 64);
    }
    return zeros;
}
