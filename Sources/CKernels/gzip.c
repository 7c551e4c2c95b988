#include "cxm_gzip.h"

#include <zlib.h>

int64_t cxm_gzip_size(const char *path) {
    static const unsigned chunk = 1 << 18;
    unsigned char buffer[1 << 18];
    gzFile file = gzopen(path, "rb");
    if (file == NULL) {
        return -1;
    }
    gzbuffer(file, 1 << 18);
    int64_t size = 0;
    int count;
    while ((count = gzread(file, buffer, chunk)) > 0) {
        size += count;
    }
    // A file that is not gzip at all is handed out as it is.
    const int is_plain = gzdirect(file);
    const int status = gzclose(file);
    return count < 0 || is_plain || status != Z_OK ? -1 : size;
}

enum { window_bits = 15, as_gzip = 16, memory_level = 9, header_and_trailer = 18 };

int64_t cxm_gzip_bound(int64_t count) {
    return (int64_t)compressBound((uLong)count) + header_and_trailer;
}

int64_t cxm_gzip_pack(const uint8_t *bytes, int64_t count, uint8_t *packed, int64_t capacity) {
    z_stream stream = {0};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits + as_gzip, memory_level,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        return -1;
    }
    stream.next_in = (Bytef *)bytes;
    stream.avail_in = (uInt)count;
    stream.next_out = packed;
    stream.avail_out = (uInt)capacity;
    const int status = deflate(&stream, Z_FINISH);
    const int64_t size = (int64_t)stream.total_out;
    deflateEnd(&stream);
    return status == Z_STREAM_END ? size : -1;
}
