#include "cxm_memory.h"

#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>

void cxm_keep_freed_memory(void)
{
    mallopt(M_MMAP_THRESHOLD, 256 << 20);
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
}
#else
void cxm_keep_freed_memory(void) {}
#endif
