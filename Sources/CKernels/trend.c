#include "cxm_trend.h"
#include "kept_events.h"

void cxm_trend_count(
    const cxm_trend_events *events, const cxm_trend_periods *periods, size_t class_count,
    size_t width, int64_t *restrict counts, int64_t *restrict users, int32_t *restrict seen)
{
    const uint8_t *classes = events->classes;
    const uint32_t *times = events->times;
    const int32_t *points = periods->points;
    const uint32_t *limits = periods->limits;
    size_t end = kept_before(events, events->offsets[0] - events->first_event);
    for (size_t j = 0; j < events->user_count; j++) {
        size_t begin = end, slot = events->users[j] - events->first_user;
        end = kept_before(events, events->offsets[j + 1] - events->first_event);
        if (begin == end || slot >= events->slot_count) continue;
        if (events->members && !(events->members[slot / 64] >> (slot % 64) & 1)) continue;
        int32_t *last = seen + slot * class_count;
        for (size_t k = begin; k < end; k++) {
            size_t class = classes[k] - 1u;
            uint32_t time = times[k], place = time >> 20;
            int32_t point = points[place] + (time >= limits[place]);
            int32_t was = last[class];
            size_t cell = class * width + (size_t)point;
            // Without a branch: whether a user is new to a point is a toss of a coin.
            counts[cell]++;
            users[cell] += was != point;
            users[class * width + width - 1] += was < 0;
            last[class] = point;
        }
    }
}
