#pragma once

/// Lets the allocator keep what is freed, up to 512 MB, instead of giving it back to the system.
void cxm_keep_freed_memory(void);

/// Tells the processor that an address will be read soon; harmless for any address.
static inline void cxm_will_read(const void *address) { __builtin_prefetch(address); }
