#pragma once
#include <stddef.h>
#include <stdint.h>

/// Element `i` of a column of whole numbers, `width` bytes each.
static inline uint64_t code_at(const void *codes, int width, size_t i)
{
    switch (width) {
    case 1: return ((const uint8_t *)codes)[i];
    case 2: return ((const uint16_t *)codes)[i];
    case 4: return ((const uint32_t *)codes)[i];
    default: return ((const uint64_t *)codes)[i];
    }
}
