#pragma once
#include <stddef.h>
#include <stdint.h>

/// What one pass of the funnel walk reads: the kept events of a stretch, in time order a user.
typedef struct {
    const uint8_t *_Nonnull classes;   // 1 ... step_count: the step; above: exclusion - step_count
    const uint32_t *_Nonnull times;    // milliseconds since time_base
    const uint64_t *_Nonnull mask;     // which events of the stretch were kept
    const uint32_t *_Nonnull before;   // kept before each word
    const uint32_t *_Nullable values;  // breakdown rank of each kept event; without it, what follows says
    const void *_Nullable value_codes; // the stretch's codes of the breakdown property; without them, no value
    int value_width;                   // bytes a code
    const uint32_t *_Nullable value_ranks; // by code
    const uint32_t *_Nullable positions;   // kept events' indexes in the stretch, to find their codes
    const uint64_t *_Nullable moments; // starts of moments, in stretch bits
    const uint32_t *_Nullable moments_before;
    const uint32_t *_Nonnull users;    // user numbers of the stretch's users
    const uint32_t *_Nonnull offsets;  // their events; one more than users
    size_t user_count;
    uint32_t first_event;              // partition index of the stretch's bit 0
    uint32_t first_user;               // user number that state slot 0 belongs to
    const uint64_t *_Nullable members; // bit u - first_user: the user is counted
    int64_t time_base;
    int is_first;                      // no earlier events of these users were walked
    int is_last;                       // no later events of these users follow
    const char *_Nullable ahead_codes; // what a later stretch reads: asked of memory during the walk
    size_t ahead_code_bytes;
    const char *_Nullable ahead_times;
    size_t ahead_time_bytes;
    const char *_Nullable ahead_values;
    size_t ahead_value_bytes;
} cxm_funnel_events;

/// The definition of the walk.
typedef struct {
    int step_count;
    int64_t window;
    int64_t step_window;
    int value_step;                // breakdown is taken at this step; 0 for none
    int exclusion_count;
    const uint8_t *_Nullable exclusion_from; // an exclusion ends attempts at levels from ... to
    const uint8_t *_Nullable exclusion_to;
} cxm_funnel_plan;

/// The attempts of the users of a block, one slot a user. What has a value a level stands level by
/// level: element (k - 1) * user_count + slot.
typedef struct {
    size_t user_count;
    int64_t *_Nonnull entries;     // first step's time of the best attempt at each level
    int64_t *_Nonnull arrivals;    // its latest arrival (the plain wide walk: row 0, of the top level)
    int32_t *_Nonnull moments;     // moment of that arrival, counted back from the user's last: 0, -1 ...
    uint32_t *_Nonnull values;     // breakdown rank it carries
    int64_t *_Nonnull from_first;  // time to convert, set when a level is first reached
    int64_t *_Nonnull from_previous; // of levels from 3 on: of level 2 both are the same
    uint8_t *_Nonnull levels;      // one a user
    uint32_t *_Nonnull level_values;
    uint32_t *_Nonnull scratch;    // 4 * user_count elements
} cxm_funnel_state;

/// The entry of a level that no attempt has reached.
#define CXM_NO_ENTRY (-(1ll << 61))

/// The breakdown rank of an attempt that has no value (yet).
#define CXM_NO_VALUE 0xFFFFFFFFu

/// While a stretch is walked, an attempt carries the kept event that its value is taken from: its index,
/// added to this. Ranks are smaller.
#define CXM_VALUE_OF 0x80000000u

/// counts[k] += how many of `user_count` levels are k, for k of 0 ... step_count.
void cxm_funnel_count_levels(
    const uint8_t *_Nonnull levels, size_t user_count, int step_count, ptrdiff_t *_Nonnull counts);

/// Walks all users of the stretch on from their state. `variant` is a sum of CXM_FUNNEL flags.
void cxm_funnel_walk(
    const cxm_funnel_events *_Nonnull events, const cxm_funnel_plan *_Nonnull plan,
    const cxm_funnel_state *_Nonnull state, unsigned variant);

#define CXM_FUNNEL_STEP_WINDOW 1u
#define CXM_FUNNEL_EXCLUSIONS 2u
#define CXM_FUNNEL_STRICT 4u
#define CXM_FUNNEL_VALUES 8u
