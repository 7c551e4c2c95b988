#pragma once
#include <stddef.h>
#include <stdint.h>

// Loops over stretches of columns. A stretch starts at an event index that 64 divides; bit b of word
// w of a mask stands for event 64 w + b of the stretch. Columns may be read up to 256 bytes past
// their end.

/// classes[i] = table[codes[i]] for `count` events, and mask bit i = (classes[i] != 0). Classes are
/// written up to the next multiple of 64.
void cxm_classify_u8(
    const uint8_t *_Nonnull codes, size_t count, const uint8_t *_Nonnull table,
    uint8_t *_Nonnull classes, uint64_t *_Nonnull mask);
void cxm_classify_u16(
    const uint16_t *_Nonnull codes, size_t count, const uint8_t *_Nonnull table,
    uint8_t *_Nonnull classes, uint64_t *_Nonnull mask);

/// mask bit i = (table[codes[i]] != 0); width: bytes a code.
void cxm_mask_table(
    const void *_Nonnull codes, int width, size_t count, const uint8_t *_Nonnull table,
    uint64_t *_Nonnull mask);

/// mask bit i = (low <= numbers[i] <= high) as unsigned numbers of `width` bytes.
void cxm_mask_range(
    const void *_Nonnull numbers, int width, size_t count, uint64_t low, uint64_t high,
    uint64_t *_Nonnull mask);

/// mask bit i = (low <= numbers[i] <= high).
void cxm_mask_range_f64(
    const double *_Nonnull numbers, size_t count, double low, double high,
    uint64_t *_Nonnull mask);

/// Keeps, of the events whose mask bit is set, class and time (and position, where `positions` is
/// given: the index in the stretch), in order. `before[w]` is the number kept before word w; it has
/// one element more than there are words. Returns how many were kept. The outputs have room for 64
/// elements more than are kept.
size_t cxm_compact(
    const uint8_t *_Nonnull classes, const uint32_t *_Nonnull times,
    const uint64_t *_Nonnull mask, size_t words, uint8_t *_Nonnull kept_classes,
    uint32_t *_Nonnull kept_times, uint32_t *_Nullable positions, uint32_t *_Nonnull before);

/// Whether two neighbours of equal time stand with the greater class first (or, if `equal_too`, with
/// equal classes).
int cxm_has_disorder(
    const uint8_t *_Nonnull classes, const uint32_t *_Nonnull times, size_t count, int equal_too);

/// Sets bit i of `moments` where event i of the stretch begins a moment: it differs in time from the
/// event before, or, where `same` is given (bit same_offset + i: event i is in the moment of the
/// one before; 8 divides the offset), as that says. The four bytes before `times` are readable. The first event of each user, `offsets[j] - first_event`, always does.
void cxm_moment_starts(
    const uint32_t *_Nonnull times, size_t count, const uint8_t *_Nullable same,
    size_t same_offset, const uint32_t *_Nonnull offsets, size_t user_count, uint32_t first_event,
    uint64_t *_Nonnull moments);

/// Moves each moment's start to its first event that passes, and drops moments without one.
void cxm_passing_moments(
    uint64_t *_Nonnull moments, const uint64_t *_Nonnull passing, size_t words);

/// before[w] = bits set in the words before w; one element more than there are words.
void cxm_bits_before(
    const uint64_t *_Nonnull bits, size_t words, uint32_t *_Nonnull before);

/// out[i] = table[codes[positions[i]]]; width: bytes a code.
void cxm_gather_table(
    const void *_Nonnull codes, int width, const uint32_t *_Nonnull positions, size_t count,
    const uint32_t *_Nonnull table, uint32_t *_Nonnull out);

/// Puts the kept events of each moment into the order of their classes, and gives all events of one
/// class and moment the smallest of their values. `positions` say which moment an event belongs to;
/// they stay as they are.
void cxm_order_moments(
    uint8_t *_Nonnull classes, const uint32_t *_Nonnull positions, uint32_t *_Nullable values,
    size_t count, const uint64_t *_Nonnull moments);
