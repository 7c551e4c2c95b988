#pragma once
#include <stddef.h>
#include <stdint.h>

/// What a kept event is.
enum { CXM_PAGES_VIEW = 1, CXM_PAGES_CLICK = 2, CXM_PAGES_START = 4 };

/// Buckets of a time on page: 64 for each doubling, so that a bucket's values differ by 1.6 % at
/// most; and one more for each bound of a histogram, which cuts its bucket in two.
#define CXM_STAY_BUCKETS 3776

/// classes[i] = CXM_PAGES_VIEW, _CLICK, _START for the bits of event i; 64 for each word.
void cxm_pages_classes(
    const uint64_t *_Nonnull views, const uint64_t *_Nonnull clicks,
    const uint64_t *_Nonnull starts, size_t words, uint8_t *_Nonnull classes);

/// Whether two neighbours have one time.
int cxm_pages_has_ties(const uint32_t *_Nonnull times, size_t count);

/// Puts the kept events (bits of `mask`) of each moment into the order of ranks[code of the event],
/// value, views last. Bit p of `moments`: a moment begins at position p, which is kept. A session's start
/// stays with the moment's first event. Cost: a look at each word where all moments have one event.
void cxm_pages_order(
    uint8_t *_Nonnull classes, uint32_t *_Nonnull values, uint32_t *_Nonnull positions,
    const uint64_t *_Nonnull mask, const uint32_t *_Nonnull before, size_t words,
    const uint64_t *_Nonnull moments, const void *_Nonnull codes, int width,
    const uint32_t *_Nonnull ranks);

/// A user's kept events in one partition: a stretch of the block's events.
typedef struct {
    int64_t start;       // of the partition
    uint32_t begin, end; // the block's events
    int32_t next;        // the user's stretch in the next partition; -1 for none
    uint32_t slot;       // the user's number less the block's first
} cxm_page_stretch;

/// What is known of a user of the block while partitions are read.
typedef struct {
    int64_t last_time;   // of the user's last event, whether it counts or not
    int32_t first, last; // stretches; -1 for none
    int32_t closed;      // the session of the last event that counts is over
    int32_t unused;
} cxm_page_slot;

/// The kept events of one partition, and the users that they belong to.
typedef struct {
    uint8_t *_Nonnull classes;         // of each kept event
    const uint32_t *_Nonnull positions;
    const uint64_t *_Nonnull mask;     // which events of the stretch are kept
    const uint32_t *_Nonnull before;   // kept before each word of the mask
    const uint64_t *_Nonnull starts;   // where sessions start, as far as the partition can tell
    const uint32_t *_Nonnull times;    // of every event of the stretch
    const uint32_t *_Nonnull users;    // numbers, ascending
    const uint32_t *_Nonnull offsets;  // first event of each user, and the end of the last one
    size_t user_count;
    uint32_t first_event;              // of the stretch
    uint32_t first_user;               // of the block
    uint32_t first_kept;               // where the kept events stand among the block's
    int64_t start;                     // of the partition
    int64_t session_gap;
} cxm_page_part;

/// Adds the stretches of a partition to those of the block, and marks where sessions start. Returns
/// how many stretches there are; `stretches` has room for one a user.
size_t cxm_pages_stretches(
    const cxm_page_part *_Nonnull part, cxm_page_slot *_Nonnull slots,
    cxm_page_stretch *_Nonnull stretches, size_t stretch_count);

/// What is counted at one row. The last five say who was there last: a session, or a user, of the block.
typedef struct {
    int64_t views, visitors, sessions, entries, entry_users, exits, exit_users;
    int64_t bounces, bounce_users, clicks, clickers, stay_sum;
    uint32_t seen, entered, exited, bounced, clicked, unused[3]; // 128 bytes
} cxm_page_row;

/// A block's users and their events.
typedef struct {
    const uint8_t *_Nonnull classes;
    const uint32_t *_Nonnull times;
    const uint32_t *_Nonnull rows;
    const cxm_page_slot *_Nonnull slots;
    const cxm_page_stretch *_Nonnull stretches;
    size_t slot_count;
} cxm_page_block;

/// The groups of a user.
enum {
    CXM_PAGES_VISITED = 1, CXM_PAGES_ENTERED = 2, CXM_PAGES_EXITED = 4, CXM_PAGES_BOUNCED = 8,
    CXM_PAGES_CLICKED = 16
};

/// Where a bucket of times on page stands: at `place`, or at the next place above `limit`.
typedef struct {
    uint64_t limit;
    uint64_t place;
} cxm_stay_place;

/// The bucket of a time on page, before bounds cut it; and the least time of a bucket.
uint32_t cxm_stay_bucket(uint64_t stay);
uint64_t cxm_stay_bucket_low(uint32_t bucket);

/// Counts a block's events row by row. `stays[place * row_count + row]` are times on page: most lie in
/// a few places, whose counts so share a few pages of memory. `groups` gets what each user of the block did at `row`, or anywhere if that is negative.
void cxm_pages_count(
    const cxm_page_block *_Nonnull block, cxm_page_row *_Nonnull rows, size_t row_count,
    const cxm_stay_place *_Nonnull places, uint32_t *_Nonnull stays, int64_t row,
    uint8_t *_Nonnull groups);

/// Up to four intervals of times on page: those of `low[i] ..< low[i] + width[i]` are counted at
/// `at[i] + ((stay - low[i]) >> shift[i])`.
typedef struct {
    uint64_t low[4], width[4];
    uint32_t shift[4], at[4];
} cxm_stay_intervals;

/// Counts the times on page that lie in the intervals of their row.
void cxm_pages_narrow(
    const cxm_page_block *_Nonnull block, const cxm_stay_intervals *_Nonnull intervals,
    uint32_t *_Nonnull counts);

/// counts[2 * value] += views, counts[2 * value + 1] += clicks; values from `limit` on are one.
void cxm_pages_labels(
    const uint8_t *_Nonnull classes, const uint32_t *_Nonnull values, size_t count,
    uint32_t limit, uint64_t *_Nonnull counts);

/// counts[2 * code] += views, counts[2 * code + 1] += clicks: bits of events. width: bytes a code.
void cxm_pages_codes(
    const void *_Nonnull codes, int width, const uint64_t *_Nonnull views,
    const uint64_t *_Nonnull clicks, size_t words, uint64_t *_Nonnull counts);

/// rows[i] = table[values[i]], and its last element for values beyond it.
void cxm_pages_rows(
    const uint32_t *_Nonnull values, size_t count, const uint32_t *_Nonnull table,
    size_t table_count, uint32_t *_Nonnull rows);
