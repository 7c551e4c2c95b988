import Synchronization

/// Does independent work on several threads.
struct Threads: Sendable {
    let count: Int

    init(_ count: Int) {
        self.count = count
    }

    /// Gives indices out one by one.
    private final class Counter: Sendable {
        private let next = Atomic(0)

        func take() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
    }

    /// What `body` makes of each index below `limit`, in order. The first error, or the end of the
    /// task, ends it.
    func map<Element: Sendable>(
        _ limit: Int, _ body: @Sendable @escaping (Int) throws -> Element
    ) async throws -> [Element] {
        let counter = Counter()
        return try await withThrowingTaskGroup(of: [(Int, Element)].self) { group in
            for _ in 0..<min(count, limit) {
                group.addTask {
                    var done: [(Int, Element)] = []
                    while true {
                        let index = counter.take()
                        guard index < limit else { return done }
                        try Task.checkCancellation()
                        done.append((index, try body(index)))
                    }
                }
            }
            var all: [(Int, Element)] = []
            for try await done in group { all += done }
            return all.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
