#pragma once

/// Lets the allocator keep what is freed, up to 512 MB, instead of giving it back to the system.
void cxm_keep_freed_memory(void);
