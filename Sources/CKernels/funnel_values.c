#include "codes.h"
#include "funnel_values.h"

/// The rank for what an attempt carries, which may be a rank already.
static inline uint32_t rank_of(const cxm_funnel_events *e, uint32_t carried)
{
    if (carried < CXM_VALUE_OF || carried == CXM_NO_VALUE) return carried;
    uint32_t event = carried - CXM_VALUE_OF;
    if (e->values) return e->values[event];
    if (!e->value_codes) return CXM_NO_VALUE;
    return e->value_ranks[code_at(e->value_codes, e->value_width, e->positions[event])];
}

void cxm_funnel_read_values(
    const cxm_funnel_events *e, const cxm_funnel_plan *p, const cxm_funnel_state *s)
{
    for (size_t j = 0; j < e->user_count; j++) {
        uint32_t slot = e->users[j] - e->first_user;
        s->level_values[slot] = rank_of(e, s->level_values[slot]);
        if (e->is_last || s->levels[slot] == 0) continue;
        for (int k = 0; k < p->step_count; k++) {
            uint32_t *value = s->values + (size_t)k * s->user_count + slot;
            *value = rank_of(e, *value);
        }
    }
}
