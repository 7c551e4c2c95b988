#include "cxm_checksum.h"

#include <string.h>

#if defined(__x86_64__)
#include <nmmintrin.h>

__attribute__((target("sse4.2"))) static uint32_t crc32c_hardware(
    uint32_t crc, const uint8_t *bytes, size_t length)
{
    uint64_t state = crc;
    for (; length >= 8; bytes += 8, length -= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        state = _mm_crc32_u64(state, word);
    }
    uint32_t tail = (uint32_t)state;
    for (; length > 0; bytes++, length--) tail = _mm_crc32_u8(tail, *bytes);
    return tail;
}
#endif

static uint32_t crc32c_portable(uint32_t crc, const uint8_t *bytes, size_t length)
{
    for (; length > 0; bytes++, length--) {
        crc ^= *bytes;
        for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0x82F63B78u & -(crc & 1));
    }
    return crc;
}

uint32_t cxm_crc32c(uint32_t crc, const void *bytes, size_t length)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("sse4.2")) return ~crc32c_hardware(~crc, bytes, length);
#endif
    return ~crc32c_portable(~crc, bytes, length);
}
