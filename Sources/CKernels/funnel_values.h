#pragma once
#include "cxm_funnel.h"

/// Puts breakdown ranks where the walked users' attempts carry kept events of this stretch: only these
/// few events' values are read.
void cxm_funnel_read_values(
    const cxm_funnel_events *events, const cxm_funnel_plan *plan, const cxm_funnel_state *state);
