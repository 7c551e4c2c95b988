#pragma once

/// Waits until all that was written to the file system of an open file has reached the disk.
/// Returns 0, or -1 with errno; ENOSYS where the system has no such call.
int cxm_sync_file_system(int descriptor);
