#ifndef CXM_GZIP_H
#define CXM_GZIP_H

#include <stdint.h>

/// How many bytes a gzip file holds when unpacked, all its members together; -1 where it cannot be
/// read, is damaged or ends too early. Cost: unpacks the file, about 3 ns a byte.
int64_t cxm_gzip_size(const char *path);

#endif
