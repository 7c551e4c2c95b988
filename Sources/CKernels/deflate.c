#include "cxm_gzip.h"

#include <limits.h>
#include <string.h>
#include <zlib.h>

// 15 bits of window; 16 more ask for the header and the sum of gzip.
enum { GZIP_WINDOW = 15 + 16, USUAL_MEMORY = 8, GZIP_FRAME = 32 };

int64_t cxm_gzip_bound(int64_t size) {
    return (int64_t)compressBound((uLong)size) + GZIP_FRAME;
}

int64_t cxm_gzip_pack(const uint8_t *bytes, int64_t size, int level, uint8_t *packed, int64_t room) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (size < 0 || size > UINT_MAX || room < 0 || room > UINT_MAX ||
        deflateInit2(&stream, level, Z_DEFLATED, GZIP_WINDOW, USUAL_MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) {
        return -1;
    }
    stream.next_in = (Bytef *)(uintptr_t)bytes;
    stream.avail_in = (uInt)size;
    stream.next_out = packed;
    stream.avail_out = (uInt)room;
    const int status = deflate(&stream, Z_FINISH);
    const int64_t count = (int64_t)stream.total_out;
    deflateEnd(&stream);
    return status == Z_STREAM_END ? count : -1;
}
