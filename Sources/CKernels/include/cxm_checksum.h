#pragma once
#include <stddef.h>
#include <stdint.h>

/// CRC-32C (Castagnoli) of `length` bytes, continuing from `crc` (0 to begin).
uint32_t cxm_crc32c(uint32_t crc, const void *_Nonnull bytes, size_t length);
