import CKernels

/// How this process gets its memory.
package enum ProcessMemory {
    /// Keeps what one question has freed for the next: giving it back to the system and getting it
    /// again costs a funnel a tenth of its time. Call once, when the program starts.
    package static func keepFreed() {
        cxm_keep_freed_memory()
    }
}
