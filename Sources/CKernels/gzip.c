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
