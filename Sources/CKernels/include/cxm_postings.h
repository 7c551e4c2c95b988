#pragma once
#include <stddef.h>
#include <stdint.h>

// Posting lists: for each of some event codes who has the event and when, by user and time. A list
// keeps the lower 16 bits of user numbers; where each block of 65,536 users starts is known apart.
// A key is user << 40 | time, so that a user's events are neighbours and a difference is a duration.

/// The events of a partition.
typedef struct {
    const void *_Nonnull events;      // codes
    int event_width;                  // 1 or 2 bytes
    size_t event_count;
    const uint32_t *_Nonnull times;
    const uint32_t *_Nonnull users;   // numbers, ascending
    const uint32_t *_Nonnull offsets; // first event of each, and the end
    size_t user_count;
    size_t block_count;               // blocks of 65,536 user numbers
} cxm_posting_source;

/// counts[code] += 1 for each code; 65,536 elements.
void cxm_count_codes(const void *_Nonnull codes, int width, size_t count, uint32_t *_Nonnull counts);

/// Appends every event with lists[code] = n > 0 to list n - 1, whose next place is cursors[n - 1].
/// starts[(n - 1) * block_count + b] becomes the place where block b starts.
void cxm_postings_collect(
    const cxm_posting_source *_Nonnull source, const uint8_t *_Nonnull lists, size_t list_count,
    uint32_t *_Nonnull cursors, uint32_t *_Nonnull starts, uint16_t *_Nonnull users,
    uint32_t *_Nonnull times);

/// A part of one list, and which of it counts.
typedef struct {
    const uint16_t *_Nonnull users;
    const uint32_t *_Nonnull times;
    size_t count;
    uint32_t from, to;                 // both inclusive
    uint64_t offset;                   // added to times
    uint32_t first_user;               // user that bit 0 of members stands for
    const uint64_t *_Nullable members; // null for all
} cxm_posting_part;

/// The keys of a part, ascending; returns how many. `keys` has room for 8 more than the part has.
size_t cxm_posting_keys(const cxm_posting_part *_Nonnull part, uint64_t *_Nonnull keys);

/// Merges two ascending lists; `keys` has room for both.
void cxm_posting_merge(
    const uint64_t *_Nonnull a, size_t a_count, const uint64_t *_Nonnull b, size_t b_count,
    uint64_t *_Nonnull keys);

/// The first arrival of each user at a step.
typedef struct {
    uint16_t *_Nonnull users;
    int64_t *_Nonnull from_first;
    int64_t *_Nonnull from_previous;
    size_t count;
} cxm_posting_arrivals;

/// The users of ascending keys.
void cxm_posting_entries(
    const uint64_t *_Nonnull keys, size_t count, cxm_posting_arrivals *_Nonnull arrivals);

/// Which of a step's events continue an attempt: those whose latest arrival at the step before has an
/// entry of the same user that lies at most `window` back. Returns how many.
///
/// `before` and `entries` begin with one CXM_NO_KEY, and `before` ends with four. So does
/// `out` begin; arrivals get the first of each user. Outputs have room for one more than `count`.
size_t cxm_posting_step(
    const uint64_t *_Nonnull before, const uint64_t *_Nonnull entries,
    const uint64_t *_Nonnull keys, size_t count, uint64_t window, uint64_t *_Nonnull out,
    uint64_t *_Nonnull out_entries, cxm_posting_arrivals *_Nonnull arrivals);

/// No user's key, greater than all.
#define CXM_NO_KEY 0xFFFFFFFFFFFFFFFFull
#define CXM_KEY_TIME_BITS 40
