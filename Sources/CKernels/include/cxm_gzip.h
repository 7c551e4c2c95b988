#ifndef CXM_GZIP_H
#define CXM_GZIP_H

#include <stdint.h>

/// How many bytes a gzip file holds when unpacked, all its members together; -1 where it cannot be
/// read, is damaged or ends too early. Cost: unpacks the file, about 3 ns a byte.
int64_t cxm_gzip_size(const char *path);

/// Bytes that `count` bytes take at most when packed as gzip.
int64_t cxm_gzip_bound(int64_t count);

/// Packs `count` bytes as gzip, as small as zlib can; gives the packed size, -1 where it cannot be
/// done. Cost: about 40 ns a byte of JavaScript.
int64_t cxm_gzip_pack(const uint8_t *bytes, int64_t count, uint8_t *packed, int64_t capacity);

#endif
