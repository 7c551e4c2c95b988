#pragma once
#include <stddef.h>
#include <stdint.h>

/// The kept events of a stretch, and the users that they belong to.
typedef struct {
    const uint8_t *_Nonnull classes;   // of each kept event, from 1
    const uint32_t *_Nonnull times;    // of each kept event, from the partition's start
    const uint64_t *_Nonnull mask;     // which events of the stretch are kept
    const uint32_t *_Nonnull before;   // kept before each word of the mask
    const uint32_t *_Nonnull users;    // numbers, ascending
    const uint32_t *_Nonnull offsets;  // first event of each user, and the end of the last one
    size_t user_count;
    uint32_t first_event;              // of the stretch
    uint32_t first_user;               // of the block
    size_t slot_count;                 // users of the block, with or without events
    const uint64_t *_Nullable members; // bit number - first_user: who counts; null for all
} cxm_trend_events;

/// How times become points: `points[t >> 20]`, one more from `limits[t >> 20]` on; 4096 of each.
typedef struct {
    const int32_t *_Nonnull points;
    const uint32_t *_Nonnull limits;
} cxm_trend_periods;

/// Adds each event to `counts[class * width + point]`, and to `users[...]` of the same place where its
/// user was last seen at another point of the class; whoever was never seen there (-1) adds to
/// `users[class * width + width - 1]` too. `seen[slot * class_count + class]` is that last point.
void cxm_trend_count(
    const cxm_trend_events *_Nonnull events, const cxm_trend_periods *_Nonnull periods,
    size_t class_count, size_t width, int64_t *_Nonnull counts, int64_t *_Nonnull users,
    int32_t *_Nonnull seen);
