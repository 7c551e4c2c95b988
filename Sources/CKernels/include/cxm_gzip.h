#ifndef CXM_GZIP_H
#define CXM_GZIP_H

#include <stdint.h>

/// How many bytes a gzip file holds when unpacked, all its members together; -1 where it cannot be
/// read, is damaged or ends too early. Cost: unpacks the file, about 3 ns a byte.
int64_t cxm_gzip_size(const char *path);

/// The most bytes that `cxm_gzip_pack` needs for `size` bytes.
int64_t cxm_gzip_bound(int64_t size);

/// Packs bytes as one gzip member (RFC 1952); returns how many it takes, -1 where the room or the memory
/// is too small. Cost: 10 to 30 ns a byte, by the level (1 to 9).
int64_t cxm_gzip_pack(const uint8_t *bytes, int64_t size, int level, uint8_t *packed, int64_t room);

#endif
