import Synchronization

/// How much memory one analysis may take for what grows with the data: cells, breakdown values, paths,
/// durations.
///
///     let memory = MemoryBudget(limit: 2 << 30)
///
/// What is charged is measured block by block, not event by event, and not the mapped files: the
/// process may take some megabytes more.
package final class MemoryBudget: Sendable {
    /// Bytes; nil for no limit.
    package let limit: Int?
    private let used = Atomic<Int>(0)
    private let most = Atomic<Int>(0)

    package init(limit: Int? = nil) {
        self.limit = limit
    }

    /// The most bytes that were charged at one time.
    package var peak: Int { most.load(ordering: .relaxed) }

    /// Books `bytes` more; throws where that is over the limit.
    func charge(_ bytes: Int, for use: String) throws(AnalysisError) {
        let sum = used.add(bytes, ordering: .relaxed).newValue
        most.max(sum, ordering: .relaxed)
        try check(sum, for: use)
    }

    func release(_ bytes: Int) {
        used.subtract(bytes, ordering: .relaxed)
    }

    /// Throws where `bytes` more would be over the limit: to be asked before they are taken.
    func require(_ bytes: Int, for use: String) throws(AnalysisError) {
        try check(used.load(ordering: .relaxed) + bytes, for: use)
    }

    private func check(_ sum: Int, for use: String) throws(AnalysisError) {
        if let limit, sum > limit { throw .memory(use: use, needed: sum, limit: limit) }
    }

    /// `2.1 GB`, `512 MB`, `3 KB`: rounded up to a tenth.
    static func words(_ bytes: Int) -> String {
        let units = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")]
        guard let (size, unit) = units.first(where: { bytes >= $0.0 }) else {
            return "\(bytes) bytes"
        }
        let tenths = bytes / size * 10 + (bytes % size * 10 + size - 1) / size
        return tenths % 10 == 0
            ? "\(tenths / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
