#pragma once
#include <stddef.h>
#include <stdint.h>

// Loops over rows that stand in the order of their keys. A stretch holds rows of keys of one block of
// 65,536; a key's place in the block is its slot. Bit b of word w of a mask stands for row 64 w + b.

enum { CXM_BLOCK_WORDS = 1024 };

/// out = AND of `count` masks of `words` words each, which start at arena + offsets[i]; all ones where
/// there are none. Returns how many bits are set.
size_t cxm_and_masks(
    const uint64_t *_Nonnull arena, const uint32_t *_Nonnull offsets, size_t count, size_t words,
    uint64_t *_Nonnull out);

/// target op= source.
void cxm_or_words(uint64_t *_Nonnull target, const uint64_t *_Nonnull source, size_t words);
void cxm_and_words(uint64_t *_Nonnull target, const uint64_t *_Nonnull source, size_t words);
void cxm_andnot_words(uint64_t *_Nonnull target, const uint64_t *_Nonnull source, size_t words);
size_t cxm_count_words(const uint64_t *_Nonnull words, size_t count);

/// mask bit i = numbers[i] is one of `sorted`, which ascends; as unsigned numbers of `width` bytes.
void cxm_mask_members(
    const void *_Nonnull numbers, int width, size_t count, const uint64_t *_Nonnull sorted,
    size_t sorted_count, uint64_t *_Nonnull mask);

/// Bit i of `ends` is set where row i (first <= i < count) is the last of its slot, and bit s of `keys`
/// (CXM_BLOCK_WORDS words) where slot s has a row. Both are overwritten.
void cxm_key_ends(
    const uint16_t *_Nonnull slots, size_t first, size_t count, uint64_t *_Nonnull ends,
    uint64_t *_Nonnull keys);

/// Sets bit s of `out` where some row of slot s has its mask bit set; `ends` and `keys` as above.
void cxm_keys_of_rows(
    const uint64_t *_Nonnull mask, const uint64_t *_Nonnull ends, size_t words,
    const uint64_t *_Nonnull keys, uint64_t *_Nonnull out);

/// Lists the rows whose bit is set, and the runs of rows of one slot: run r has slot run_slots[r] and
/// the rows from starts[r] to starts[r + 1]. Returns the number of runs. `rows` has room for 16 more
/// than there are; the others for one more than there are rows.
size_t cxm_row_runs(
    const uint64_t *_Nonnull mask, size_t words, const uint16_t *_Nonnull slots,
    uint32_t *_Nonnull rows, uint16_t *_Nonnull run_slots, uint32_t *_Nonnull starts);

/// What is measured over a run's rows.
enum cxm_measure { CXM_COUNT, CXM_DISTINCT, CXM_SUM, CXM_MEAN, CXM_MIN, CXM_MAX };

/// One value a run of a column of whole numbers base + scale * code, or of plain codes; CXM_MEAN is not
/// among them. Sums are exact, and cut to the 64 bits of the result. `scratch` has room for a run.
void cxm_measure_integers(
    enum cxm_measure measure, const void *_Nonnull codes, int width, int64_t base, int64_t scale,
    const uint32_t *_Nonnull rows, const uint32_t *_Nonnull starts, size_t runs,
    uint64_t *_Nonnull scratch, int64_t *_Nonnull out);

/// The mean of a column of whole numbers, for every run.
void cxm_mean_integers(
    const void *_Nonnull codes, int width, int64_t base, int64_t scale,
    const uint32_t *_Nonnull rows, const uint32_t *_Nonnull starts, size_t runs,
    double *_Nonnull out);

/// CXM_SUM, CXM_MEAN, CXM_MIN or CXM_MAX of a column of doubles. Sums carry the error of every addition
/// with them, so that they do not depend on the order of the rows.
void cxm_measure_doubles(
    enum cxm_measure measure, const double *_Nonnull values, const uint32_t *_Nonnull rows,
    const uint32_t *_Nonnull starts, size_t runs, double *_Nonnull out);

/// Sets the bits of the slots of the runs whose value lies in low...high.
void cxm_emit_integers(
    const int64_t *_Nonnull values, const uint16_t *_Nonnull run_slots, size_t runs, int64_t low,
    int64_t high, uint64_t *_Nonnull out);
void cxm_emit_doubles(
    const double *_Nonnull values, const uint16_t *_Nonnull run_slots, size_t runs, double low,
    double high, uint64_t *_Nonnull out);

/// Puts rows into the order of their slots: order[k] is the row at place k; rows of one slot keep
/// theirs. `places` has room for 65,537.
void cxm_order_by_slot(
    const uint16_t *_Nonnull slots, size_t count, uint32_t *_Nonnull places,
    uint32_t *_Nonnull order);
